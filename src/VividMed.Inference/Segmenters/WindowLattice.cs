using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>All windows over a prepared volume, z outermost.</summary>
internal sealed record WindowLattice(WindowAxis X, WindowAxis Y, WindowAxis Z)
{
    public int Count => X.Starts.Length * Y.Starts.Length * Z.Starts.Length;

    public int WindowVoxels => X.Window * Y.Window * Z.Window;

    public static WindowLattice Over(PreparedGrid grid, WindowOptions window)
    {
        return new(Axis(grid.X.Length, 0), Axis(grid.Y.Length, 1), Axis(grid.Z.Length, 2));

        WindowAxis Axis(int length, int axis) => new(length, window.Size[axis], window.Overlap, window.SigmaScale, window.Padding);
    }

    /// <summary>The corners (x, y) of the windows of one z level.</summary>
    public IEnumerable<(int X, int Y)> Level() => from y in Y.Starts from x in X.Starts select (x, y);
}

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
