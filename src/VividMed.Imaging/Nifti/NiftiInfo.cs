using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// What a NIfTI header alone says, its voxels untouched: 1 to 7 axis lengths (first axis fastest), the voxel type, slope and intercept
/// (1 and 0 where unscaled), the affine with where it came from, and millimeters along up to three axes.
/// <paramref name="Warning"/> says what of the header was passed over, scaled or contradicts itself.
/// </summary>
public sealed record NiftiInfo(
    int Version,
    int[] Shape,
    NiftiDatatype Datatype,
    double Slope,
    double Intercept,
    Affine VoxelToWorld,
    AffineSource AffineSource,
    double[] Spacing,
    string? Warning)
{
    /// <summary>Millimeters in the file's own unit of length: 1, but for files in meters or micrometers.</summary>
    public double MillimetersPerUnit { get; init; } = 1;

    /// <summary>Whether the content is within gzip, whatever the file's name says.</summary>
    public bool IsGzipped { get; init; }

    /// <summary>How many voxels the shape has, over all its axes.</summary>
    public long VoxelCount => Shape.Aggregate(1L, static (product, length) => product * length);

    internal static NiftiInfo Of(NiftiHeader header)
    {
        var geometry = NiftiGeometry.Of(header);
        var (i, j, k) = NiftiGeometry.VoxelSize(header);
        return new(
            header.Version, header.Shape, header.Datatype, header.Slope, header.Intercept, geometry.VoxelToWorld, geometry.Source,
            [.. new[] { i, j, k }.Take(header.Shape.Length)], geometry.Warning)
        {
            MillimetersPerUnit = header.MillimetersPerUnit,
            IsGzipped = header.IsGzipped,
        };
    }
}
