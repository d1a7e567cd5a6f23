using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>Walks over a file's voxels once, piece by piece, so that the largest volume needs no more memory than the smallest.</summary>
internal static class NiftiSummarizer
{
    private const int PieceLength = 1 << 15;

    public static NiftiSummary Summarize(NiftiSource source, string file, CancellationToken cancellationToken)
    {
        var header = source.Header;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var scratch = new byte[PieceLength * header.Datatype.Size()];
        var (exact, rounded) = (new double[PieceLength], new float[PieceLength]);
        var (min, max, sum, finite) = (double.PositiveInfinity, double.NegativeInfinity, 0d, 0L);
        for (var left = header.VoxelCount; left > 0; left -= PieceLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = exact.AsSpan(0, (int)Math.Min(left, PieceLength));
            NiftiValues.ReadNext(source, scratch, piece);
            for (var i = 0; i < piece.Length; i++)
            {
                rounded[i] = (float)piece[i];
                if (!double.IsFinite(piece[i])) continue;
                min = Math.Min(min, piece[i]);
                max = Math.Max(max, piece[i]);
                sum += piece[i];
                finite++;
            }

            hash.AppendData(MemoryMarshal.AsBytes(rounded.AsSpan(0, piece.Length)));
        }

        source.Finish();
        var geometry = NiftiGeometry.Of(header);
        return new(
            file, "nifti", header.Shape, header.Datatype.Name(), Rows(geometry.VoxelToWorld), AxisCodes.Of(geometry.VoxelToWorld),
            Spacing(header),
            finite > 0 ? min : null, finite > 0 ? max : null, finite > 0 && double.IsFinite(sum) ? sum / finite : null,
            Convert.ToHexStringLower(hash.GetHashAndReset()), geometry.Warning);
    }

    private static double[] Spacing(NiftiHeader header)
    {
        var (i, j, k) = NiftiGeometry.VoxelSize(header);
        return [.. new[] { i, j, k }.Take(header.Shape.Length)];
    }

    private static double[][] Rows(Affine a) =>
        [[a.Xi, a.Xj, a.Xk, a.Xt], [a.Yi, a.Yj, a.Yk, a.Yt], [a.Zi, a.Zj, a.Zk, a.Zt], [0, 0, 0, 1]];
}

/// <summary>
/// What <c>vividmed image info</c> says of a NIfTI file. <paramref name="Affine"/> has four rows of four; <paramref name="Spacing"/> is
/// millimeters along up to three axes. The statistics are of the finite values after slope and intercept, in double precision, and
/// null where there is none; <paramref name="ValuesSha256"/> is over all values as little-endian float32 in file order.
/// </summary>
public sealed record NiftiSummary(
    string File,
    string Format,
    int[] Shape,
    string Datatype,
    double[][] Affine,
    string Orientation,
    double[] Spacing,
    double? ValueMin,
    double? ValueMax,
    double? ValueMean,
    string ValuesSha256,
    string? Warning);
