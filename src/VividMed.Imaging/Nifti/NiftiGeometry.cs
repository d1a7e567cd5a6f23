using System.Globalization;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// The choice of an affine among a header's three descriptions, in the order of nibabel: sform, qform, voxel size. Unlike there,
/// one that is not finite or not invertible (as in some files of CT-RATE) is passed over, with a warning, and one whose axes are clearly not
/// at right angles is refused, as ITK does: no rectangular grid has such voxels.
/// </summary>
internal readonly record struct NiftiGeometry(Affine VoxelToWorld, AffineSource Source, string? Warning)
{
    /// <summary>The shear that is tolerated, in degrees: as much as a series of slices may be tilted.</summary>
    private const double MostShear = 0.5;

    /// <summary>The shear that is mentioned, in degrees: more than rounding makes.</summary>
    private const double NotedShear = 0.05;

    /// <summary>The sform's code for the scanner's own coordinates, which no registration has sheared.</summary>
    private const int Scanner = 1;

    /// <summary>Rounding in single precision makes a quaternion no longer than this.</summary>
    private const double UnitLength = 1 + 1e-5;

    /// <exception cref="ImageFormatException"><c>gantry-tilt</c>.</exception>
    public static NiftiGeometry Of(NiftiHeader header)
    {
        var warnings = new List<string>(header.Warnings);
        Affine? qform = header.QformCode > 0 && FromQform(header) is { IsInvertible: true } sound ? sound : null;
        if (header.SformCode > 0 && FromSform(header, qform, warnings) is { } chosen) return chosen;
        if (qform is { } rotation)
        {
            var length = Math.Sqrt(header.Qform.Take(3).Sum(static part => part * part));
            if (length > UnitLength) warnings.Add(Text($"The qform's quaternion has the length {length:0.####} and was scaled to 1."));
            return new(rotation, AffineSource.Qform, Joined(warnings));
        }

        if (header.QformCode > 0) warnings.Add("The qform is not finite or not invertible and was passed over.");
        return new(FromVoxelSize(header), AffineSource.VoxelSize, Joined(warnings));
    }

    /// <summary>Null where the sform is to be passed over, which the warnings then say.</summary>
    private static NiftiGeometry? FromSform(NiftiHeader header, Affine? qform, List<string> warnings)
    {
        if (!header.Sform.IsInvertible)
        {
            warnings.Add("The sform is not finite or not invertible and was passed over.");
            return null;
        }

        var (degrees, axes) = AxisAngles.Shear(header.Sform, header);
        if (degrees > MostShear && qform is not null && header.SformCode != Scanner)
        {
            warnings.Add(Text($"The sform (code {header.SformCode}) is sheared by {degrees:0.##} degrees, as by a registration, and was passed over."));
            return null;
        }

        if (degrees > MostShear)
        {
            throw new ImageFormatException("gantry-tilt", Text(
                $"The sform is sheared: the axes {axes} miss right angles by {degrees:0.##} degrees, and {MostShear} are tolerated (gantry tilt?); correct the tilt or resample the volume first."));
        }

        if (degrees > NotedShear) warnings.Add(Text($"The sform is sheared by {degrees:0.##} degrees between {axes}, which is tolerated."));
        if (qform is { } other && AxisAngles.Disagree(header.Sform, other))
        {
            warnings.Add($"The sform says {AxisCodes.Of(header.Sform)} and the qform {AxisCodes.Of(other)}: the sform was taken.");
        }

        return new(header.Sform, AffineSource.Sform, Joined(warnings));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string? Joined(List<string> warnings) => warnings.Count == 0 ? null : string.Join(' ', warnings);

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
