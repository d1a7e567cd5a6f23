using System.Buffers.Binary;
using System.Text;

namespace VividMed.Imaging.Dicom;

/// <summary>Writes single elements, padded to even length; the caller keeps them in ascending order of tags.</summary>
internal sealed class DicomElementWriter(Stream stream, DicomEncoding encoding)
{
    public void Text(DicomTag tag, string value)
    {
        var vr = DicomTags.RepresentationOf(tag);
        Write(tag, vr, Encoding.UTF8.GetBytes(value), vr == "UI" ? (byte)0 : (byte)' ');
    }

    public void UInt16(DicomTag tag, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        PutUInt16(bytes, value);
        Write(tag, "US", bytes);
    }

    public void UInt32(DicomTag tag, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        PutUInt32(bytes, value);
        Write(tag, "UL", bytes);
    }

    public void Bytes(DicomTag tag, ReadOnlySpan<byte> value) => Write(tag, DicomTags.RepresentationOf(tag), value);

    /// <summary>Encapsulated pixel data of one frame in one fragment, with an empty offset table.</summary>
    public void Encapsulated(DicomTag tag, ReadOnlySpan<byte> frame)
    {
        Header(tag, "OB", 0xFFFFFFFF);
        Header(DicomTags.Item, "", 0);
        Write(DicomTags.Item, "", frame);
        Header(DicomTags.SequenceDelimitation, "", 0);
    }

    public void Header(DicomTag tag, string vr, uint length)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        PutUInt16(header, tag.Group);
        PutUInt16(header[2..], tag.Element);
        var size = 8;
        if (!encoding.Explicit || vr.Length == 0)
        {
            PutUInt32(header[4..], length);
        }
        else
        {
            Encoding.ASCII.GetBytes(vr, header[4..]);
            if (ValueRepresentation.HasShortLength(vr))
            {
                PutUInt16(header[6..], checked((ushort)length));
            }
            else
            {
                PutUInt32(header[8..], length);
                size = 12;
            }
        }

        stream.Write(header[..size]);
    }

    public void Write(DicomTag tag, string vr, ReadOnlySpan<byte> value, byte padding = 0)
    {
        Header(tag, vr, (uint)(value.Length + (value.Length & 1)));
        stream.Write(value);
        if (value.Length % 2 != 0) stream.WriteByte(padding);
    }

    private void PutUInt16(Span<byte> target, ushort value)
    {
        if (encoding.BigEndian) BinaryPrimitives.WriteUInt16BigEndian(target, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(target, value);
    }

    private void PutUInt32(Span<byte> target, uint value)
    {
        if (encoding.BigEndian) BinaryPrimitives.WriteUInt32BigEndian(target, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(target, value);
    }
}
