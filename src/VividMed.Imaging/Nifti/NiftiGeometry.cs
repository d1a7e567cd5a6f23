using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// The choice of an affine among a header's three descriptions, in the order of nibabel: sform, qform, voxel size. Unlike there,
/// one that is not finite or not invertible (as in some files of CT-RATE) is passed over, with a warning.
/// </summary>
internal readonly record struct NiftiGeometry(Affine VoxelToWorld, AffineSource Source, string? Warning)
{
    public static NiftiGeometry Of(NiftiHeader header)
    {
        string? warning = null;
        if (header.SformCode > 0)
        {
            if (header.Sform.IsInvertible) return new(header.Sform, AffineSource.Sform, warning);
            warning = "The sform is not finite or not invertible and was passed over.";
        }

        if (header.QformCode > 0)
        {
            var qform = FromQform(header);
            if (qform.IsInvertible) return new(qform, AffineSource.Qform, warning);
            warning ??= "The qform is not finite or not invertible and was passed over.";
        }

        return new(FromVoxelSize(header), AffineSource.VoxelSize, warning);
    }

    /// <summary>The voxel size in millimeters: pixdim without its sign, 1 where it is zero or not finite.</summary>
    public static (double I, double J, double K) VoxelSize(NiftiHeader header) =>
        (Step(header.PixelDimensions[1]), Step(header.PixelDimensions[2]), Step(header.PixelDimensions[3]));

    private static double Step(double dimension) => double.IsFinite(dimension) && dimension != 0 ? Math.Abs(dimension) : 1;

    private static Affine FromQform(NiftiHeader header)
    {
        var q = header.Qform;
        var (i, j, k) = VoxelSize(header);
        if (header.PixelDimensions[0] < 0) k = -k;
        return Quaternion.ToAffine(q[0], q[1], q[2], (i, j, k), (q[3], q[4], q[5]));
    }

    private static Affine FromVoxelSize(NiftiHeader header)
    {
        var (i, j, k) = VoxelSize(header);
        return Affine.Scale(-i, j, k, (header.Length(0) - 1) / 2d * i, (header.Length(1) - 1) / -2d * j, (header.Length(2) - 1) / -2d * k);
    }
}

/// <summary>From which of its header's descriptions an image took its affine.</summary>
public enum AffineSource
{
    Sform,
    Qform,

    /// <summary>Only the voxel size: first axis to the patient's left, origin in the middle of the grid.</summary>
    VoxelSize,
}
