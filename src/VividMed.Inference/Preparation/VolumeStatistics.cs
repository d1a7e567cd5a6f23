using System.Numerics.Tensors;

namespace VividMed.Inference.Preparation;

/// <summary>The steps that look at all voxels before they change any. Sums are kept in double precision.</summary>
internal static class VolumeStatistics
{
    public static void ZScore(float[] voxels, int ddof)
    {
        var sum = 0.0;
        foreach (var voxel in voxels) sum += voxel;
        var mean = sum / voxels.Length;
        var squares = 0.0;
        foreach (var voxel in voxels) squares += (voxel - mean) * (voxel - mean);
        Intensity.Shift(voxels, mean, Math.Sqrt(squares / Math.Max(1, voxels.Length - ddof)));
    }

    public static void UnitRange(float[] voxels) => Intensity.UnitRange(voxels, TensorPrimitives.Min(voxels), TensorPrimitives.Max(voxels));

    public static void ClipPercentiles(float[] voxels, double low, double high)
    {
        var sorted = (float[])voxels.Clone();
        Array.Sort(sorted);
        Intensity.Clip(voxels, Percentile(sorted, low), Percentile(sorted, high));
    }

    /// <summary>Between the two nearest ranks, linearly, as numpy does by default.</summary>
    private static double Percentile(float[] sorted, double percent)
    {
        var position = percent / 100 * (sorted.Length - 1);
        var (low, high) = (sorted[(int)Math.Floor(position)], sorted[(int)Math.Ceiling(position)]);
        return low + ((high - low) * (position - Math.Floor(position)));
    }
}
