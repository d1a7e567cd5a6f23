namespace VividMed.Inference;

/// <summary>For every target index the lower source index and the share of the next one.</summary>
internal readonly record struct AxisTaps(int[] Low, float[] Share)
{
    public static AxisTaps Over(int count, Func<int, double> positionOf, int sourceLength, VolumeInterpolation interpolation)
    {
        var (low, share) = (new int[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var position = Math.Clamp(positionOf(i), 0, sourceLength - 1);
            if (interpolation == VolumeInterpolation.Nearest) position = Math.Floor(position + 0.5);
            low[i] = Math.Min((int)position, Math.Max(0, sourceLength - 2));
            share[i] = (float)(position - low[i]);
        }

        return new AxisTaps(low, share);
    }
}
