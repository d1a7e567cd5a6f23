using System.Buffers.Binary;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// Typed access to a header's bytes in the file's byte order; real numbers are float32 in version 1 and float64 in version 2.
/// </summary>
internal readonly ref struct NiftiFields(ReadOnlySpan<byte> bytes, bool bigEndian, bool wide)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public short Int16(int offset) =>
        bigEndian ? BinaryPrimitives.ReadInt16BigEndian(_bytes[offset..]) : BinaryPrimitives.ReadInt16LittleEndian(_bytes[offset..]);

    public int Int32(int offset) =>
        bigEndian ? BinaryPrimitives.ReadInt32BigEndian(_bytes[offset..]) : BinaryPrimitives.ReadInt32LittleEndian(_bytes[offset..]);

    public long Int64(int offset) =>
        bigEndian ? BinaryPrimitives.ReadInt64BigEndian(_bytes[offset..]) : BinaryPrimitives.ReadInt64LittleEndian(_bytes[offset..]);

    public double Real(int offset) => (wide, bigEndian) switch
    {
        (false, false) => BinaryPrimitives.ReadSingleLittleEndian(_bytes[offset..]),
        (false, true) => BinaryPrimitives.ReadSingleBigEndian(_bytes[offset..]),
        (true, false) => BinaryPrimitives.ReadDoubleLittleEndian(_bytes[offset..]),
        (true, true) => BinaryPrimitives.ReadDoubleBigEndian(_bytes[offset..]),
    };

    public double[] Reals(int offset, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = Real(offset + (i * (wide ? 8 : 4)));
        return values;
    }
}
