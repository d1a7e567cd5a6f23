using System.Buffers.Binary;
using VividMed.Imaging.Nifti;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>Builds NIfTI files of either version and byte order, field by field, sound or to be damaged.</summary>
internal static class NiftiBytes
{
    public static byte[] Build(NiftiDatatype datatype, int[] shape, int version = 1, bool bigEndian = false, double slope = 1, double intercept = 0)
    {
        var wide = version == 2;
        var offset = wide ? 544 : 352;
        var bytes = new byte[offset + (shape.Aggregate(1, static (product, length) => product * length) * datatype.Size())];
        for (var i = offset; i < bytes.Length; i++) bytes[i] = (byte)(i * 7);
        Int(bytes, 0, wide ? 540 : 348, 4, bigEndian);
        (wide ? "n+2\0\r\n\u001a\n"u8 : "n+1\0"u8).CopyTo(bytes.AsSpan(wide ? 4 : 344));
        var (dims, width) = wide ? (16, 8) : (40, 2);
        Int(bytes, dims, shape.Length, width, bigEndian);
        for (var i = 0; i < 7; i++) Int(bytes, dims + ((i + 1) * width), i < shape.Length ? shape[i] : 1, width, bigEndian);
        Int(bytes, wide ? 12 : 70, (int)datatype, 2, bigEndian);
        Int(bytes, wide ? 14 : 72, datatype.Size() * 8, 2, bigEndian);
        for (var i = 0; i < 4; i++) Real(bytes, (wide ? 104 : 76) + (i * (wide ? 8 : 4)), i + 1, wide, bigEndian);
        if (wide) Int(bytes, 168, offset, 8, bigEndian);
        else Real(bytes, 108, offset, wide, bigEndian);
        Real(bytes, wide ? 176 : 112, slope, wide, bigEndian);
        Real(bytes, wide ? 184 : 116, intercept, wide, bigEndian);
        return bytes;
    }

    public static void Int(byte[] bytes, int at, long value, int width, bool bigEndian = false)
    {
        Span<byte> all = stackalloc byte[8];
        if (bigEndian) BinaryPrimitives.WriteInt64BigEndian(all, value);
        else BinaryPrimitives.WriteInt64LittleEndian(all, value);
        (bigEndian ? all[(8 - width)..] : all[..width]).CopyTo(bytes.AsSpan(at));
    }

    public static void Real(byte[] bytes, int at, double value, bool wide = false, bool bigEndian = false)
    {
        if (wide) Int(bytes, at, BitConverter.DoubleToInt64Bits(value), 8, bigEndian);
        else Int(bytes, at, BitConverter.SingleToInt32Bits((float)value), 4, bigEndian);
    }
}
