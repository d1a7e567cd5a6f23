using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Compressed pixels that are not the image's own: icons within sequences, at any depth, and private attributes.</summary>
public sealed class NestedPixelDataTests
{
    private const uint Undefined = 0xFFFFFFFF;

    private static readonly DicomTag IconSequence = new(0x0088, 0x0200);
    private static readonly DicomTag Private = new(0x0009, 0x1001);
    private static readonly byte[] IconStream = [0xFF, 0xD8, 0xFE, 0xFF, 0x0D, 0xE0, 0xFF, 0xD9];

    public static TheoryData<bool, bool, int> Shapes => new() { { true, true, 1 }, { true, false, 1 }, { false, true, 1 }, { false, false, 1 }, { true, true, 5 }, { false, false, 5 }, { true, false, 5 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_icon_of_fragments_is_walked_over(bool openSequence, bool openItem, int depth)
    {
        foreach (var encoding in new[] { DicomEncoding.ExplicitLittle, DicomEncoding.ImplicitLittle })
        {
            var bytes = Image(encoding, file => file.Raw(Icon(encoding, openSequence, openItem, depth, IconStream)));
            Check(DicomFile.Read(new MemoryStream(bytes)), DicomHeader.Read(new MemoryStream(bytes)), depth);
        }
    }

    [Fact]
    public void An_icon_longer_than_the_first_piece_of_a_header_is_read_to_its_end()
    {
        var bytes = Image(DicomEncoding.ExplicitLittle, file => file.Raw(Icon(DicomEncoding.ExplicitLittle, true, true, 1, new byte[50_000])));
        Check(DicomFile.Read(new MemoryStream(bytes)), DicomHeader.Read(new MemoryStream(bytes)), 1);
    }

    [Fact]
    public void A_private_attribute_of_fragments_is_walked_over()
    {
        var bytes = Image(DicomEncoding.ExplicitLittle, static file => file.Header(Private, "OB", Undefined).Value(DicomTags.Item, "").Value(DicomTags.Item, "", IconStream).Header(DicomTags.SequenceDelimitation, "", 0));
        Assert.Equal([1, 2, 3, 4], DicomFile.Read(new MemoryStream(bytes)).DecodeImage().Pixels);
    }

    [Fact]
    public void Fragments_that_do_not_end_within_their_item_are_refused()
    {
        foreach (var icon in new[] { Icon(DicomEncoding.ExplicitLittle, true, true, 1, IconStream)[..^24], Icon(DicomEncoding.ExplicitLittle, true, true, 1, IconStream)[..60] })
        {
            Assert.Equal("malformed-data-set", Assert.Throws<ImageFormatException>(() => DicomFile.Read(new MemoryStream(new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Text(DicomTags.Modality, "DX").Raw(icon).ToArray()))).Code);
        }
    }

    private static void Check(DicomFile file, DicomHeader header, int depth)
    {
        Assert.Equal([1, 2, 3, 4], file.DecodeImage().Pixels);
        Assert.Equal((2, 2, true), (header.Dataset.GetInt(DicomTags.Rows), header.Dataset.GetInt(DicomTags.Columns), header.HasPixelData));
        var item = Assert.Single(file.Dataset.GetSequence(IconSequence));
        for (var level = 1; level < depth; level++) item = Assert.Single(item.GetSequence(IconSequence));
        Assert.Equal(9, item.GetInt(DicomTags.Rows));
        Assert.Equal(2, item.Find(DicomTags.PixelData)!.Fragments!.Count);
    }

    private static byte[] Image(DicomEncoding encoding, Action<DicomFileBuilder> before)
    {
        var file = new DicomFileBuilder(encoding, encoding.Explicit ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2").Text(DicomTags.Modality, "DX");
        before(file);
        return file.Image(2, 2).Value(DicomTags.PixelData, "OW", 1, 2, 3, 4).ToArray();
    }

    private static byte[] Icon(DicomEncoding encoding, bool openSequence, bool openItem, int depth, byte[] stream)
    {
        var content = new DicomFileBuilder(encoding).UInt16(DicomTags.Rows, 9);
        if (depth > 1) content.Raw(Icon(encoding, openSequence, openItem, depth - 1, stream));
        else content.Header(DicomTags.PixelData, "OB", Undefined).Value(DicomTags.Item, "").Value(DicomTags.Item, "", stream).Header(DicomTags.SequenceDelimitation, "", 0);

        var item = new DicomFileBuilder(encoding);
        if (openItem) item.Header(DicomTags.Item, "", Undefined).Raw(content.ToArray()).Header(DicomTags.ItemDelimitation, "", 0);
        else item.Value(DicomTags.Item, "", content.ToArray());
        var sequence = new DicomFileBuilder(encoding);
        return (openSequence ? sequence.Header(IconSequence, "SQ", Undefined).Raw(item.ToArray()).Header(DicomTags.SequenceDelimitation, "", 0) : sequence.Value(IconSequence, "SQ", item.ToArray())).ToArray();
    }
}
