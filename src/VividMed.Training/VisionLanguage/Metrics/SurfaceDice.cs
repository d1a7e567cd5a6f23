using VividMed.Imaging.Masks;

namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// The share of two masks' surfaces that lie within a tolerance of each other (Nikolov et al. 2018). Surfaces are the voxels with a face to the
/// outside or to the image's edge, each counted once: their areas are not weighed.
/// </summary>
internal static class SurfaceDice
{
    /// <summary>0 to 1; 1 where both are empty, 0 where one is.</summary>
    /// <param name="spacing">millimeters between voxels along x, y and z</param>
    /// <param name="tolerance">millimeters</param>
    public static double Of(Mask first, Mask second, (double X, double Y, double Z) spacing, double tolerance)
    {
        var (a, b) = (Surface(first), Surface(second));
        if (a.Count + b.Count == 0) return 1;
        return (double)(Near(a, b, spacing, tolerance) + Near(b, a, spacing, tolerance)) / (a.Count + b.Count);
    }

    private static int Near(List<(int X, int Y, int Z)> from, List<(int X, int Y, int Z)> to, (double X, double Y, double Z) spacing, double tolerance)
    {
        var near = 0;
        // Spacings are decimals: the last digit of a distance shall not decide.
        var limit = (tolerance * tolerance) + 1e-9;
        foreach (var (x, y, z) in from)
        {
            foreach (var (i, j, k) in to)
            {
                var (dx, dy, dz) = ((x - i) * spacing.X, (y - j) * spacing.Y, (z - k) * spacing.Z);
                if ((dx * dx) + (dy * dy) + (dz * dz) > limit) continue;
                near++;
                break;
            }
        }

        return near;
    }

    private static List<(int X, int Y, int Z)> Surface(Mask mask)
    {
        var surface = new List<(int, int, int)>();
        for (var at = mask.NextSet(0); at >= 0; at = mask.NextSet(at + 1))
        {
            var (x, y, z) = ((int)(at % mask.Width), (int)(at / mask.Width % mask.Height), (int)(at / mask.Width / mask.Height));
            var isFlat = mask.Depth == 1;
            var isInside = Has(x - 1, y, z) && Has(x + 1, y, z) && Has(x, y - 1, z) && Has(x, y + 1, z) && (isFlat || (Has(x, y, z - 1) && Has(x, y, z + 1)));
            if (!isInside) surface.Add((x, y, z));
        }

        return surface;

        bool Has(int x, int y, int z) =>
            x >= 0 && x < mask.Width && y >= 0 && y < mask.Height && z >= 0 && z < mask.Depth && mask[x, y, z];
    }
}
