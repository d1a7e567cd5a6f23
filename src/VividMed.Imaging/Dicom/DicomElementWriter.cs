using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace VividMed.Imaging.Dicom;

/// <summary>Writes single elements, padded to even length; the caller keeps them in ascending order of tags.</summary>
internal sealed class DicomElementWriter(Stream stream, DicomEncoding encoding)
{
    private const uint OpenLength = 0xFFFFFFFF;
    private const int LongestDecimal = 16;

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

    /// <summary>Decimal text, 16 characters a number at most.</summary>
    public void Decimals(DicomTag tag, params ReadOnlySpan<double> values)
    {
        var texts = new string[values.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            // Zero has no sign.
            texts[i] = (values[i] + 0d).ToString("0.##########", CultureInfo.InvariantCulture);
            if (texts[i].Length > LongestDecimal) texts[i] = values[i].ToString("G9", CultureInfo.InvariantCulture);
        }

        Text(tag, string.Join('\\', texts));
    }

    /// <summary>Several numbers of 32 bits.</summary>
    public void UInt32s(DicomTag tag, params ReadOnlySpan<uint> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++) PutUInt32(bytes.AsSpan(4 * i), values[i]);
        Write(tag, "UL", bytes);
    }

    /// <summary>The name of an attribute as a value.</summary>
    public void Tag(DicomTag tag, DicomTag value)
    {
        Span<byte> bytes = stackalloc byte[4];
        PutUInt16(bytes, value.Group);
        PutUInt16(bytes[2..], value.Element);
        Write(tag, "AT", bytes);
    }

    /// <summary>A sequence; each item writes its own elements. Lengths are left open, and ends marked.</summary>
    public void Sequence(DicomTag tag, params IEnumerable<Action> items)
    {
        Header(tag, "SQ", OpenLength);
        foreach (var item in items)
        {
            Header(DicomTags.Item, "", OpenLength);
            item();
            Header(DicomTags.ItemDelimitation, "", 0);
        }

        Header(DicomTags.SequenceDelimitation, "", 0);
    }

    public void Bytes(DicomTag tag, ReadOnlySpan<byte> value) => Write(tag, DicomTags.RepresentationOf(tag), value);

    /// <summary>Encapsulated pixel data of one frame in one fragment, with an empty offset table.</summary>
    public void Encapsulated(DicomTag tag, ReadOnlySpan<byte> frame)
    {
        Header(tag, "OB", OpenLength);
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
