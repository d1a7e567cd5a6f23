using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>What a NIfTI-1 or NIfTI-2 header says about its voxels; already checked by <see cref="NiftiHeaderReader"/>.</summary>
internal sealed record NiftiHeader
{
    public required int Version { get; init; }

    public required bool BigEndian { get; init; }

    /// <summary>True for the .hdr of a .hdr and .img pair.</summary>
    public required bool IsPair { get; init; }

    /// <summary>1 to 7 lengths, the first axis fastest in the file.</summary>
    public required int[] Shape { get; init; }

    public required NiftiDatatype Datatype { get; init; }

    /// <summary>Where the voxels begin, in bytes from the start of the (uncompressed) file that holds them.</summary>
    public required long VoxelOffset { get; init; }

    /// <summary>value = stored x Slope + Intercept; 1 and 0 where the file asks for no scaling.</summary>
    public required double Slope { get; init; }

    public required double Intercept { get; init; }

    /// <summary>pixdim: entry 0 is the qform's mirror sign, 1 to 3 are millimeters, whatever unit the file has.</summary>
    public required double[] PixelDimensions { get; init; }

    public required int QformCode { get; init; }

    public required int SformCode { get; init; }

    /// <summary>b, c, d of the qform's quaternion, then its offset x, y, z.</summary>
    public required double[] Qform { get; init; }

    public required Affine Sform { get; init; }

    /// <summary>Millimeters in the file's unit of length; all lengths here are in millimeters already.</summary>
    public required double MillimetersPerUnit { get; init; }

    /// <summary>What was odd about the header and was set right: a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The header was read from within gzip.</summary>
    public bool IsGzipped { get; init; }

    public bool IsScaled => Slope != 1 || Intercept != 0;

    /// <summary>How many voxels the shape has, over all its axes.</summary>
    public long VoxelCount => Shape.Aggregate(1L, static (product, length) => product * length);

    /// <summary>The length of an axis, 1 beyond the last.</summary>
    public int Length(int axis) => axis < Shape.Length ? Shape[axis] : 1;
}
