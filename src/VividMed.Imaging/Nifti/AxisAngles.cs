using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>How the axes of an affine stand to each other, and to those of another one.</summary>
internal static class AxisAngles
{
    /// <summary>
    /// By how many degrees the two axes that are farthest from right angles miss them, and which two. Axes of one voxel do not count.
    /// </summary>
    public static (double Degrees, string Axes) Shear(Affine affine, NiftiHeader header)
    {
        var worst = (Cosine: 0.0, Axes: "");
        for (var first = 0; first < 2; first++)
        {
            for (var second = first + 1; second < 3; second++)
            {
                if (header.Length(first) < 2 || header.Length(second) < 2) continue;
                var cosine = Math.Abs(Dot(Direction(affine, first), Direction(affine, second)));
                if (cosine > worst.Cosine) worst = (cosine, $"{"ijk"[first]} and {"ijk"[second]}");
            }
        }

        return (Math.Asin(Math.Min(1, worst.Cosine)) * 180 / Math.PI, worst.Axes);
    }

    /// <summary>Whether any axis points elsewhere in the two, by more than 60 degrees.</summary>
    public static bool Disagree(Affine one, Affine other) =>
        Enumerable.Range(0, 3).Any(axis => Dot(Direction(one, axis), Direction(other, axis)) < 0.5);

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static (double X, double Y, double Z) Direction(Affine a, int axis)
    {
        var (i, j, k) = a.Spacing;
        return axis switch
        {
            0 => (a.Xi / i, a.Yi / i, a.Zi / i),
            1 => (a.Xj / j, a.Yj / j, a.Zj / j),
            _ => (a.Xk / k, a.Yk / k, a.Zk / k),
        };
    }
}
