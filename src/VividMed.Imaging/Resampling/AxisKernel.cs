namespace VividMed.Imaging.Resampling;

/// <summary>
/// For each target index along one axis the source voxels that make it, with weights that sum to 1. Steps of more than one source voxel
/// are covered whole: by the area that each target voxel covers, or by a triangle as wide as two steps.
/// </summary>
internal sealed class AxisKernel
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>Between the voxel centers of two grids: target i lies at source position origin + step * i.</summary>
    public AxisKernel(int count, double origin, double step, int sourceCount, Interpolation interpolation)
        : this(count, i => interpolation == Interpolation.Area && Math.Abs(step) > 1
            ? Area(origin + (step * i), Math.Abs(step), sourceCount)
            : Triangle(Math.Clamp(origin + (step * i), 0, sourceCount - 1), Math.Max(1, Math.Abs(step)), sourceCount))
    {
    }

    private AxisKernel(int count, Func<int, (int First, float[] Weights)> weigh)
    {
        (_first, _weights) = (new int[count], new float[count][]);
        for (var i = 0; i < count; i++) (_first[i], _weights[i]) = weigh(i);
    }

    /// <summary>Between two axes of pixels over the same stretch: by area where the axis shrinks, linearly where it grows.</summary>
    public static AxisKernel Resized(int from, int to) => new(to, i => to < from ? Covered(i, from, to) : Linear(i, from, to));

    public int First(int index) => _first[index];

    public ReadOnlySpan<float> Weights(int index) => _weights[index];

    /// <summary>Voxel i covers [i - 1/2, i + 1/2).</summary>
    private static (int, float[]) Area(double position, double step, int sourceCount)
    {
        var start = Math.Clamp(position - (step / 2) + 0.5, 0, sourceCount);
        var end = Math.Clamp(position + (step / 2) + 0.5, 0, sourceCount);
        if (end - start < 1e-6) return ((int)Math.Clamp(Math.Round(position), 0, sourceCount - 1), [1]);

        var first = Math.Min((int)start, sourceCount - 1);
        return Normalized(
            first, Math.Min((int)Math.Ceiling(end), sourceCount) - first, voxel => Math.Min(end, voxel + 1) - Math.Max(start, voxel));
    }

    private static (int, float[]) Triangle(double position, double reach, int sourceCount)
    {
        var first = Math.Max(0, (int)Math.Floor(position - reach) + 1);
        var last = Math.Min(sourceCount - 1, (int)Math.Ceiling(position + reach) - 1);
        return Normalized(first, last - first + 1, voxel => 1 - (Math.Abs(voxel - position) / reach));
    }

    private static (int, float[]) Covered(int i, int from, int to)
    {
        var scale = (double)from / to;
        var (start, end) = (i * scale, Math.Min((i + 1) * scale, from));
        var (first, weights) = ((int)start, new List<float>());
        for (var pixel = first; pixel < end; pixel++)
        {
            var covered = Math.Min(end, pixel + 1) - Math.Max(start, pixel);
            if (covered > 1e-9) weights.Add((float)(covered / (end - start)));
            else if (weights.Count == 0) first = pixel + 1;
        }

        return (first, [.. weights]);
    }

    private static (int, float[]) Linear(int i, int from, int to)
    {
        var position = Math.Clamp(((i + 0.5) * from / to) - 0.5, 0, from - 1);
        var low = (int)position;
        var weight = (float)(position - low);
        return (low, weight == 0 ? [1] : [1 - weight, weight]);
    }

    private static (int, float[]) Normalized(int first, int count, Func<int, double> weigh)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = Math.Max(0, weigh(first + i));
        var sum = weights.Sum();
        return (first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
    }
}
