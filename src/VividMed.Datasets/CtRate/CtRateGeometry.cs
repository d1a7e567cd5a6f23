using VividMed.Imaging.Geometry;

namespace VividMed.Datasets.CtRate;

/// <summary>
/// The affine of a volume whose file has lost its own (the first release, and files of the second with NaN): from the table's spacing, the
/// position of its first voxel and its row and column directions. Where position or directions are missing or no directions at all,
/// the axes run to the patient's left, posterior and superior, as in every intact file of the second release.
/// </summary>
internal static class CtRateGeometry
{
    private static readonly double[] LeftPosterior = [1, 0, 0, 0, 1, 0];

    /// <summary>Voxel to RAS+ millimeters; null where a spacing is missing.</summary>
    public static Affine? Of(CtRateVolumeMetadata metadata)
    {
        if (metadata.Spacing is not { Z: { } dz } spacing) return null;
        var d = IsPerpendicular(metadata.Orientation) ? metadata.Orientation! : LeftPosterior;
        double[] normal = [(d[1] * d[5]) - (d[2] * d[4]), (d[2] * d[3]) - (d[0] * d[5]), (d[0] * d[4]) - (d[1] * d[3])];
        var p = metadata.Position ?? [0, 0, 0];

        // DICOM's x and y grow to the left and to posterior, the affine's to the right and to anterior.
        return new(
            -d[0] * spacing.X, -d[3] * spacing.Y, -normal[0] * dz, -p[0],
            -d[1] * spacing.X, -d[4] * spacing.Y, -normal[1] * dz, -p[1],
            d[2] * spacing.X, d[5] * spacing.Y, normal[2] * dz, p[2]);
    }

    private static bool IsPerpendicular(IReadOnlyList<double>? d)
    {
        const double tolerance = 1e-3;
        return d is not null && Near(Dot(d, 0, 0), 1) && Near(Dot(d, 3, 3), 1) && Near(Dot(d, 0, 3), 0);

        static double Dot(IReadOnlyList<double> v, int a, int b) => (v[a] * v[b]) + (v[a + 1] * v[b + 1]) + (v[a + 2] * v[b + 2]);

        static bool Near(double value, double target) => Math.Abs(value - target) < tolerance;
    }
}
