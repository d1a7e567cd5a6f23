using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Writes DICOM files of any encoding element by element, sound or not.</summary>
internal sealed class DicomFileBuilder
{
    private readonly MemoryStream _stream = new();
    private readonly DicomElementWriter _writer;

    /// <param name="encoding">How the data set is spelt.</param>
    /// <param name="transferSyntax">What the meta information claims; without it the file has none.</param>
    public DicomFileBuilder(DicomEncoding encoding, string? transferSyntax = null)
    {
        _writer = new DicomElementWriter(_stream, encoding);
        if (transferSyntax is null) return;
        _stream.Write(new byte[128]);
        _stream.Write("DICM"u8);
        new DicomElementWriter(_stream, DicomEncoding.ExplicitLittle).Text(DicomTags.TransferSyntaxUid, transferSyntax);
    }

    public DicomFileBuilder Text(DicomTag tag, string value) => Do(() => _writer.Text(tag, value));

    public DicomFileBuilder UInt16(DicomTag tag, int value) => Do(() => _writer.UInt16(tag, (ushort)value));

    public DicomFileBuilder Header(DicomTag tag, string vr, uint length) => Do(() => _writer.Header(tag, vr, length));

    public DicomFileBuilder Value(DicomTag tag, string vr, params byte[] value) => Do(() => _writer.Write(tag, vr, value));

    public DicomFileBuilder Raw(params byte[] bytes) => Do(() => _stream.Write(bytes));

    /// <summary>The image pixel module of an unsigned gray image, to be changed by later elements of the same tag being left out here.</summary>
    public DicomFileBuilder Image(int rows, int columns, int bits = 8, int samples = 1, string photometric = "MONOCHROME2", int frames = 1, int planar = 0, int? stored = null) => this
        .UInt16(DicomTags.SamplesPerPixel, samples)
        .Text(DicomTags.PhotometricInterpretation, photometric)
        .UInt16(DicomTags.PlanarConfiguration, planar)
        .Text(DicomTags.NumberOfFrames, frames.ToString())
        .UInt16(DicomTags.Rows, rows)
        .UInt16(DicomTags.Columns, columns)
        .UInt16(DicomTags.BitsAllocated, bits)
        .UInt16(DicomTags.BitsStored, stored ?? bits);

    /// <summary>Encapsulated pixel data with the given offset table and fragments.</summary>
    public DicomFileBuilder Fragments(byte[] table, IEnumerable<byte[]> fragments, bool delimited = true)
    {
        Header(DicomTags.PixelData, "OB", 0xFFFFFFFF).Value(DicomTags.Item, "", table);
        foreach (var fragment in fragments) Value(DicomTags.Item, "", fragment);
        return delimited ? Header(DicomTags.SequenceDelimitation, "", 0) : this;
    }

    public byte[] ToArray() => _stream.ToArray();

    public DicomFile Read(DicomLimits? limits = null) => DicomFile.Read(new MemoryStream(ToArray()), limits);

    public DicomImage Decode() => Read().DecodeImage();

    private DicomFileBuilder Do(Action write)
    {
        write();
        return this;
    }
}
