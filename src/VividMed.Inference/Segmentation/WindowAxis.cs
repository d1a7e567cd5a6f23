namespace VividMed.Inference;

/// <summary>
/// One axis of the sliding window: where the windows start, how their voxels are weighed, and the sum of the weights that
/// reach every voxel. Windows form a lattice and the weights are separable, so that the sum at (x, y, z) is the product of three sums.
/// </summary>
internal sealed class WindowAxis
{
    private const double WeightFloor = 1e-3;

    /// <param name="length">Voxels of the volume; a volume shorter than the window is padded.</param>
    /// <param name="sigmaScale">Width of the Gaussian as a share of the window; null weighs all alike.</param>
    public WindowAxis(int length, int window, double overlap, double? sigmaScale, PaddingSide padding)
    {
        Length = length;
        Window = window;
        var missing = Math.Max(0, window - length);
        Offset = padding == PaddingSide.Both ? -(missing / 2) : 0;
        Starts = Places(length, window, overlap, Offset);
        Weights = Gaussian(window, sigmaScale);
        Sums = new float[length];
        foreach (var start in Starts)
        {
            for (var i = 0; i < window; i++)
            {
                if (start + i >= 0 && start + i < length) Sums[start + i] += Weights[i];
            }
        }
    }

    public int Length { get; }

    public int Window { get; }

    /// <summary>Voxel where the first window starts: negative where padding lies on both sides.</summary>
    public int Offset { get; }

    public int[] Starts { get; }

    public float[] Weights { get; }

    public float[] Sums { get; }

    /// <summary>The part of a window that lies on the volume: first index within the window and how many.</summary>
    public (int First, int Count) Inside(int start)
    {
        var first = Math.Max(0, -start);
        return (first, Math.Min(Window, Length - start) - first);
    }

    private static int[] Places(int length, int window, double overlap, int offset)
    {
        if (length <= window) return [offset];
        var step = Math.Max(1, (int)(window * (1 - overlap)));
        var count = ((length - window + step - 1) / step) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Math.Min(i * step, length - window))];
    }

    private static float[] Gaussian(int window, double? sigmaScale)
    {
        var weights = new float[window];
        for (var i = 0; i < window; i++)
        {
            var distance = sigmaScale is { } scale ? (i - ((window - 1) / 2.0)) / (scale * window) : 0;
            weights[i] = (float)Math.Max(WeightFloor, Math.Exp(-0.5 * distance * distance));
        }

        return weights;
    }
}
