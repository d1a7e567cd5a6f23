using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// What a NIfTI header alone says, its voxels untouched: 1 to 7 axis lengths (first axis fastest), the voxel type, slope and intercept
/// (1 and 0 where unscaled), the affine with where it came from, and millimeters along up to three axes.
/// <paramref name="Warning"/> says when a broken description of the geometry was passed over.
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
    /// <summary>How many voxels the shape has, over all its axes.</summary>
    public long VoxelCount => Shape.Aggregate(1L, static (product, length) => product * length);

    internal static NiftiInfo Of(NiftiHeader header)
    {
        var geometry = NiftiGeometry.Of(header);
        var (i, j, k) = NiftiGeometry.VoxelSize(header);
        return new(
            header.Version, header.Shape, header.Datatype, header.Slope, header.Intercept, geometry.VoxelToWorld, geometry.Source,
            [.. new[] { i, j, k }.Take(header.Shape.Length)], geometry.Warning);
    }
}
