namespace VividMed.Imaging.Masks;

/// <summary>Set operations on masks of the same grid, 64 voxels at a time. Each returns a new mask.</summary>
public static class MaskOperations
{
    /// <summary>What is set in both.</summary>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    public static Mask And(this Mask first, Mask second) => Combine(first, second, static (a, b) => a & b);

    /// <summary>What is set in at least one.</summary>
    /// <exception cref="ArgumentException">The grids differ in size.</exception>
    public static Mask Or(this Mask first, Mask second) => Combine(first, second, static (a, b) => a | b);

    /// <summary>What is set in the first and clear in the second.</summary>
    public static Mask Except(this Mask first, Mask second) => Combine(first, second, static (a, b) => a & ~b);

    /// <summary>The mean position of the set voxels' centers, in voxel indices, or null where none is set.</summary>
    public static (double X, double Y, double Z)? Centroid(this Mask mask)
    {
        var (count, sumX, sumY, sumZ) = (0L, 0d, 0d, 0d);
        for (var index = mask.NextSet(0); index >= 0; index = mask.NextSet(index + 1))
        {
            var (row, x) = Math.DivRem(index, mask.Width);
            var (z, y) = Math.DivRem(row, mask.Height);
            (count, sumX, sumY, sumZ) = (count + 1, sumX + x, sumY + y, sumZ + z);
        }

        return count == 0 ? null : (sumX / count, sumY / count, sumZ / count);
    }

    internal static void CheckSameGrid(Mask first, Mask second)
    {
        if ((first.Width, first.Height, first.Depth) != (second.Width, second.Height, second.Depth))
            throw new ArgumentException("The masks are on grids of different size.", nameof(second));
    }

    private static Mask Combine(Mask first, Mask second, Func<ulong, ulong, ulong> combine)
    {
        CheckSameGrid(first, second);
        var result = new Mask(first.Width, first.Height, first.Depth);
        var a = first.Words;
        var b = second.Words;
        var words = result.Words;
        for (var i = 0; i < words.Length; i++) words[i] = combine(a[i], b[i]);
        return result;
    }
}
