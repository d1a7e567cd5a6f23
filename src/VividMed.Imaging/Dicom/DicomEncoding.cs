using System.Buffers.Binary;

namespace VividMed.Imaging.Dicom;

/// <summary>How a data set spells its elements (PS3.5 section 7): with or without value representations, and in which byte order.</summary>
internal readonly record struct DicomEncoding(bool Explicit, bool BigEndian)
{
    public static DicomEncoding ImplicitLittle { get; } = new(Explicit: false, BigEndian: false);

    public static DicomEncoding ExplicitLittle { get; } = new(Explicit: true, BigEndian: false);

    public static DicomEncoding ExplicitBig { get; } = new(Explicit: true, BigEndian: true);

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public double Single(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);

    public double Double(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
