using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Shards.Quality;

/// <summary>The smallest box around a mask, read from its run lengths without unfolding them.</summary>
internal static class MaskHull
{
    /// <summary>What box and hull may differ by on each side: outlines are resampled to the grid, their boxes are not.</summary>
    private const double Tolerance = 1;

    /// <summary>Null where no voxel is set.</summary>
    public static Box? Of(RunLengthMask mask)
    {
        Box? hull = null;
        var position = 0L;
        for (var run = 0; run < mask.Counts.Length; run++)
        {
            if (run % 2 == 1 && mask.Counts[run] > 0)
            {
                var box = Around(mask, position, position + mask.Counts[run] - 1);
                hull = hull is { } known ? known.Hull(box) : box;
            }

            position += mask.Counts[run];
        }

        return hull;
    }

    public static bool IsNear(Box a, Box b) =>
        Math.Abs(a.X0 - b.X0) <= Tolerance && Math.Abs(a.Y0 - b.Y0) <= Tolerance && Math.Abs(a.Z0 - b.Z0) <= Tolerance
        && Math.Abs(a.X1 - b.X1) <= Tolerance && Math.Abs(a.Y1 - b.Y1) <= Tolerance && Math.Abs(a.Z1 - b.Z1) <= Tolerance;

    /// <summary>A run that passes the end of a column fills it from top to bottom, and one that passes the end of a slice the slice.</summary>
    private static Box Around(RunLengthMask mask, long first, long last)
    {
        var (firstColumn, lastColumn) = (first / mask.Height, last / mask.Height);
        var (firstSlice, lastSlice) = (firstColumn / mask.Width, lastColumn / mask.Width);
        var (oneColumn, oneSlice) = (firstColumn == lastColumn, firstSlice == lastSlice);
        return new Box(
            oneSlice ? firstColumn % mask.Width : 0, oneColumn ? first % mask.Height : 0, firstSlice,
            (oneSlice ? lastColumn % mask.Width : mask.Width - 1) + 1, (oneColumn ? last % mask.Height : mask.Height - 1) + 1, lastSlice + 1);
    }
}
