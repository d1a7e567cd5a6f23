namespace VividMed.Imaging;

/// <summary>
/// For each target index along one axis the source voxels that make it, with weights that sum to 1. Steps of more than one source voxel
/// are covered whole: by the area that each target voxel covers, or by a triangle as wide as two steps.
/// </summary>
internal sealed class AxisKernel
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    public AxisKernel(int count, double origin, double step, int sourceCount, Interpolation interpolation)
    {
        (_first, _weights) = (new int[count], new float[count][]);
        for (var i = 0; i < count; i++)
        {
            var position = origin + (step * i);
            (_first[i], _weights[i]) = interpolation == Interpolation.Area && Math.Abs(step) > 1
                ? Area(position, Math.Abs(step), sourceCount)
                : Triangle(Math.Clamp(position, 0, sourceCount - 1), Math.Max(1, Math.Abs(step)), sourceCount);
        }
    }

    public int First(int index) => _first[index];

    public ReadOnlySpan<float> Weights(int index) => _weights[index];

    /// <summary>Voxel i covers [i - 1/2, i + 1/2).</summary>
    private static (int, float[]) Area(double position, double step, int sourceCount)
    {
        var start = Math.Clamp(position - (step / 2) + 0.5, 0, sourceCount);
        var end = Math.Clamp(position + (step / 2) + 0.5, 0, sourceCount);
        if (end - start < 1e-6) return ((int)Math.Clamp(Math.Round(position), 0, sourceCount - 1), [1]);

        var first = Math.Min((int)start, sourceCount - 1);
        return Normalised(first, Math.Min((int)Math.Ceiling(end), sourceCount) - first, voxel => Math.Min(end, voxel + 1) - Math.Max(start, voxel));
    }

    private static (int, float[]) Triangle(double position, double reach, int sourceCount)
    {
        var first = Math.Max(0, (int)Math.Floor(position - reach) + 1);
        var last = Math.Min(sourceCount - 1, (int)Math.Ceiling(position + reach) - 1);
        return Normalised(first, last - first + 1, voxel => 1 - (Math.Abs(voxel - position) / reach));
    }

    private static (int, float[]) Normalised(int first, int count, Func<int, double> weigh)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = Math.Max(0, weigh(first + i));
        var sum = weights.Sum();
        return (first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
    }
}
