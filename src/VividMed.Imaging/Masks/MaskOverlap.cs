using System.Numerics;

namespace VividMed.Imaging.Masks;

/// <summary>How far two masks on the same grid agree.</summary>
public static class MaskOverlap
{
    /// <summary>Twice the shared voxels over the sum of both, 0 to 1; 1 where both are empty.</summary>
    public static double Dice(Mask first, Mask second)
    {
        var (shared, total) = (Shared(first, second), first.Count() + second.Count());
        return total == 0 ? 1 : 2d * shared / total;
    }

    /// <summary>Intersection over union, 0 to 1; 1 where both are empty.</summary>
    public static double IoU(Mask first, Mask second)
    {
        var shared = Shared(first, second);
        var union = first.Count() + second.Count() - shared;
        return union == 0 ? 1 : (double)shared / union;
    }

    /// <summary>How many voxels are set in both.</summary>
    public static long Shared(Mask first, Mask second)
    {
        MaskOperations.CheckSameGrid(first, second);
        var count = 0L;
        var a = first.Words;
        var b = second.Words;
        for (var i = 0; i < a.Length; i++) count += BitOperations.PopCount(a[i] & b[i]);
        return count;
    }
}
