using System.Buffers.Binary;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// Lays out a header and the four bytes that say "no extension": NIfTI-1, or NIfTI-2 where an axis is too long for the 16 bits of the
/// first.
/// </summary>
internal static class NiftiHeaderWriter
{
    private const int VoxelOffset = 352;
    private const int VoxelOffset2 = 544;
    private const byte Millimeters = 2;

    /// <summary>How far from perpendicular (the cosine between two axes) a qform may still stand for the affine.</summary>
    private const double MaxShear = 1e-5;

    public static byte[] Build(NiftiDatatype datatype, int width, int height, int depth, Affine affine)
    {
        if (Math.Max(width, Math.Max(height, depth)) > short.MaxValue) return Build2(datatype, width, height, depth, affine);

        var header = new byte[VoxelOffset];
        PutInt32(header, 0, 348);
        header[38] = (byte)'r';
        PutInt16s(header, 40, [3, (short)width, (short)height, (short)depth, 1, 1, 1, 1]);
        PutInt16s(header, 70, [(short)datatype, (short)(datatype.Size() * 8)]);
        PutSingles(header, 108, VoxelOffset, 1, 0);
        header[123] = Millimeters;
        PutGeometry(header, affine);
        "n+1"u8.CopyTo(header.AsSpan(344));
        return header;
    }

    private static byte[] Build2(NiftiDatatype datatype, int width, int height, int depth, Affine affine)
    {
        var header = new byte[VoxelOffset2];
        PutInt32(header, 0, 540);
        "n+2\0\r\n\u001a\n"u8.CopyTo(header.AsSpan(4));
        PutInt16s(header, 12, [(short)datatype, (short)(datatype.Size() * 8)]);
        PutInt64s(header, 16, [3, width, height, depth, 1, 1, 1, 1]);
        var (i, j, k) = affine.Spacing;
        var mirror = affine.Determinant < 0 ? -1 : 1;
        PutDoubles(header, 104, mirror, i, j, k, 0, 0, 0, 0);
        PutInt64s(header, 168, [VoxelOffset2]);
        PutDoubles(header, 176, 1, 0);
        PutInt32(header, 348, 1);
        PutDoubles(
            header, 400, affine.Xi, affine.Xj, affine.Xk, affine.Xt, affine.Yi, affine.Yj, affine.Yk, affine.Yt, affine.Zi, affine.Zj,
            affine.Zk, affine.Zt);
        PutInt32(header, 500, Millimeters);
        if (Shear(affine) > MaxShear) return header;

        var (b, c, d) = Quaternion.FromRotation(affine, mirror);
        PutInt32(header, 344, 1);
        PutDoubles(header, 352, b, c, d, affine.Xt, affine.Yt, affine.Zt);
        return header;
    }

    private static void PutGeometry(byte[] header, Affine affine)
    {
        var (i, j, k) = affine.Spacing;
        var mirror = affine.Determinant < 0 ? -1 : 1;
        PutSingles(header, 76, mirror, i, j, k, 0, 0, 0, 0);
        PutInt16s(header, 254, [1]);
        PutSingles(
            header, 280, affine.Xi, affine.Xj, affine.Xk, affine.Xt, affine.Yi, affine.Yj, affine.Yk, affine.Yt, affine.Zi, affine.Zj,
            affine.Zk, affine.Zt);
        if (Shear(affine) > MaxShear) return;

        var (b, c, d) = Quaternion.FromRotation(affine, mirror);
        PutInt16s(header, 252, [1]);
        PutSingles(header, 256, b, c, d, affine.Xt, affine.Yt, affine.Zt);
    }

    private static double Shear(Affine a)
    {
        var (i, j, k) = a.Spacing;
        var ij = Math.Abs((a.Xi * a.Xj) + (a.Yi * a.Yj) + (a.Zi * a.Zj)) / (i * j);
        var ik = Math.Abs((a.Xi * a.Xk) + (a.Yi * a.Yk) + (a.Zi * a.Zk)) / (i * k);
        var jk = Math.Abs((a.Xj * a.Xk) + (a.Yj * a.Yk) + (a.Zj * a.Zk)) / (j * k);
        return Math.Max(ij, Math.Max(ik, jk));
    }

    private static void PutInt32(byte[] header, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(offset), value);

    private static void PutInt16s(byte[] header, int offset, ReadOnlySpan<short> values)
    {
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(offset + (2 * i)), values[i]);
    }

    private static void PutSingles(byte[] header, int offset, params ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(offset + (4 * i)), (float)values[i]);
    }

    private static void PutInt64s(byte[] header, int offset, ReadOnlySpan<long> values)
    {
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(offset + (8 * i)), values[i]);
    }

    private static void PutDoubles(byte[] header, int offset, params ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(header.AsSpan(offset + (8 * i)), values[i]);
    }
}
