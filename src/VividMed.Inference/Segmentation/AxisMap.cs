namespace VividMed.Inference;

/// <summary>
/// One axis of the prepared grid against the axis of the original that it follows: prepared index p lies at original
/// index Start + p * Step (Step is negative where the axis is flipped). Both count voxel centres.
/// </summary>
internal readonly record struct AxisMap(int SourceAxis, int SourceLength, double Start, double Step, int Length)
{
    /// <summary>The part [first, first + length) of this axis.</summary>
    public AxisMap Crop(int first, int length) => this with { Start = Start + (first * Step), Length = length };

    /// <summary>Two taps for every prepared index: the lower original index and the share of the next one. Beyond the border the edge repeats.</summary>
    public (int[] Low, float[] Share) Forward()
    {
        var (low, share) = (new int[Length], new float[Length]);
        for (var p = 0; p < Length; p++) (low[p], share[p]) = Taps(Start + (p * Step), SourceLength);
        return (low, share);
    }

    /// <summary>Two taps into the prepared axis for every original index; Low is -1 where it lies outside by more than half a voxel.</summary>
    public (int[] Low, float[] Share) Backward()
    {
        var (low, share) = (new int[SourceLength], new float[SourceLength]);
        for (var s = 0; s < SourceLength; s++)
        {
            var position = (s - Start) / Step;
            if (position < -0.5 || position > Length - 0.5) low[s] = -1;
            else (low[s], share[s]) = Taps(position, Length);
        }

        return (low, share);
    }

    private static (int Low, float Share) Taps(double position, int length)
    {
        var inside = Math.Clamp(position, 0, length - 1);
        var low = Math.Min((int)inside, Math.Max(0, length - 2));
        return (low, (float)(inside - low));
    }
}
