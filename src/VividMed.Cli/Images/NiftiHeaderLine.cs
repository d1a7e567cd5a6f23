using System.Text.Json.Serialization;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Cli.Images;

/// <summary>What a NIfTI header says, its voxels untouched.</summary>
internal sealed record NiftiHeaderLine(
    string File, string Format, int[] Shape, string Datatype, double Slope, double Intercept, double[][] Affine, string AffineSource,
    string Orientation, double[] Spacing, string? Warning) : IImageHeader
{
    /// <summary>Known by its content, and no part of what is printed.</summary>
    [JsonIgnore]
    public bool IsGzipped { get; private init; }

    private const int BitsAByte = 8;

    public static NiftiHeaderLine Of(string file, NiftiInfo info)
    {
        var a = info.VoxelToWorld;
        return new(
            file, "nifti", info.Shape, info.Datatype.ToString().ToLowerInvariant(), info.Slope, info.Intercept,
            [[a.Xi, a.Xj, a.Xk, a.Xt], [a.Yi, a.Yj, a.Yk, a.Yt], [a.Zi, a.Zj, a.Zk, a.Zt], [0, 0, 0, 1]],
            info.AffineSource.ToString().ToLowerInvariant(), AxisCodes.Of(a), info.Spacing, info.Warning)
        {
            IsGzipped = info.IsGzipped,
        };
    }

    public ImageKind Key()
    {
        var bits = Datatype.EndsWith("64", StringComparison.Ordinal) ? 8 * BitsAByte : Datatype.EndsWith("32", StringComparison.Ordinal) ? 4 * BitsAByte : Datatype.EndsWith("16", StringComparison.Ordinal) ? 2 * BitsAByte : BitsAByte;
        var zipped = IsGzipped ? "gzip" : "uncompressed";
        return new(
            "nifti", zipped, "", $"{Orientation} by {AffineSource}", 1, bits, bits, Datatype, Note());
    }

    public (int Width, int Height, int Depth) Size() => (Length(0), Length(1), Length(2));

    private string Note() => Warning is null ? "" : Warning.Contains("not invertible", StringComparison.Ordinal) ? "broken affine" : "odd header";

    private int Length(int axis) => axis < Shape.Length ? Shape[axis] : 1;
}
