using System.IO.Compression;
using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

public sealed class DicomParserTests
{
    private const uint Undefined = 0xFFFFFFFF;

    private static readonly DicomTag PrivateSequence = new(0x0009, 0x1001);

    public static TheoryData<bool, bool> Encodings => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_without_meta_information_is_recognized_by_its_first_element(bool named, bool bigEndian)
    {
        var file = new DicomFileBuilder(new DicomEncoding(named, bigEndian))
            .Text(DicomTags.Modality, "DX").UInt16(DicomTags.Rows, 258).Text(DicomTags.RescaleSlope, "0.5").Read();
        Assert.Equal("DX", file.Dataset.GetString(DicomTags.Modality));
        Assert.Equal(258, file.Dataset.GetInt(DicomTags.Rows));
        Assert.Equal(0.5, file.Dataset.GetDecimal(DicomTags.RescaleSlope));
        Assert.Equal(!named ? "1.2.840.10008.1.2" : bigEndian ? "1.2.840.10008.1.2.2" : "1.2.840.10008.1.2.1", file.TransferSyntaxUid);
    }

    [Theory]
    [InlineData(true, "1.2.840.10008.1.2")]
    [InlineData(false, "1.2.840.10008.1.2.1")]
    public void A_data_set_spelt_otherwise_than_claimed_is_read_as_spelt(bool named, string claimed)
    {
        var file = new DicomFileBuilder(new DicomEncoding(named, BigEndian: false), claimed).Text(DicomTags.Modality, "DX").Text(DicomTags.PatientId, "7").Read();
        Assert.Equal("7", file.Dataset.GetString(DicomTags.PatientId));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Nested_sequences_of_undefined_length_are_walked(bool named, bool bigEndian)
    {
        var file = new DicomFileBuilder(new DicomEncoding(named, bigEndian))
            .Text(DicomTags.Modality, "DX")
            .Header(PrivateSequence, "SQ", Undefined).Header(DicomTags.Item, "", Undefined)
            .Header(DicomTags.ViewCodeSequence, "SQ", Undefined).Header(DicomTags.Item, "", Undefined)
            .Text(DicomTags.CodeMeaning, "postero-anterior")
            .Header(DicomTags.ItemDelimitation, "", 0).Header(DicomTags.SequenceDelimitation, "", 0)
            .Header(DicomTags.ItemDelimitation, "", 0).Header(DicomTags.SequenceDelimitation, "", 0)
            .UInt16(DicomTags.Rows, 3).Read();
        var view = Assert.Single(Assert.Single(file.Dataset.GetSequence(PrivateSequence)).GetSequence(DicomTags.ViewCodeSequence));
        Assert.Equal("postero-anterior", view.GetString(DicomTags.CodeMeaning));
        Assert.Equal(3, file.Dataset.GetInt(DicomTags.Rows));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Sequences_of_defined_length_are_parsed_when_asked_for(bool named, bool bigEndian)
    {
        var encoding = new DicomEncoding(named, bigEndian);
        var item = new DicomFileBuilder(encoding).Text(DicomTags.CodeValue, "R-10214").ToArray();
        var sequence = new DicomFileBuilder(encoding).Value(DicomTags.Item, "", item).Value(DicomTags.Item, "", []).ToArray();
        var dataset = new DicomFileBuilder(encoding).Text(DicomTags.Modality, "DX").Value(DicomTags.ViewCodeSequence, "SQ", sequence).Read().Dataset;
        var items = dataset.GetSequence(DicomTags.ViewCodeSequence);
        Assert.Equal(["R-10214", null], items.Select(static item => item.GetString(DicomTags.CodeValue)));
        Assert.Empty(dataset.GetSequence(DicomTags.ProcedureCodeSequence));
    }

    [Fact]
    public void A_sequence_of_unknown_type_is_read_as_implicit_little_endian()
    {
        var item = new DicomFileBuilder(DicomEncoding.ImplicitLittle).Text(DicomTags.CodeValue, "X").ToArray();
        var dataset = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.Modality, "DX")
            .Header(PrivateSequence, "UN", Undefined).Value(DicomTags.Item, "", item).Header(DicomTags.SequenceDelimitation, "", 0).Read().Dataset;
        Assert.Equal("X", Assert.Single(dataset.GetSequence(PrivateSequence)).GetString(DicomTags.CodeValue));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.Modality, "DX");
        for (var depth = 0; depth < 100_000; depth++) file.Header(PrivateSequence, "SQ", Undefined).Header(DicomTags.Item, "", Undefined);
        Refused("nesting-too-deep", file);
    }

    [Fact]
    public void A_million_tiny_elements_are_refused()
    {
        var file = new DicomFileBuilder(DicomEncoding.ImplicitLittle).Text(DicomTags.Modality, "DX");
        for (var i = 0; i <= 1_000_000; i++) file.Header(new DicomTag(0x0009, (ushort)i), "", 0);
        Refused("too-many-elements", file);
    }

    [Fact]
    public void A_length_beyond_the_end_is_refused() =>
        Refused("malformed-data-set", Started().Header(DicomTags.PatientId, "UN", 1000).Raw(1, 2, 3));

    [Fact]
    public void A_length_of_all_ones_is_refused_where_none_may_stand() =>
        Refused("malformed-data-set", Started().Header(PrivateSequence, "OB", Undefined));

    [Fact]
    public void A_sequence_without_an_end_is_refused() =>
        Refused("malformed-data-set", Started().Header(PrivateSequence, "SQ", Undefined).Value(DicomTags.Item, "", []));

    [Fact]
    public void An_item_that_outgrows_its_sequence_is_refused_when_asked_for()
    {
        var inner = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Header(DicomTags.Item, "", 500).ToArray();
        var dataset = Started().Value(DicomTags.ViewCodeSequence, "SQ", inner).Read().Dataset;
        Assert.Equal("malformed-data-set", Assert.Throws<ImageFormatException>(() => dataset.GetSequence(DicomTags.ViewCodeSequence)).Code);
    }

    [Fact]
    public void An_element_without_a_type_name_is_refused() =>
        Refused("malformed-data-set", Started().Raw(0x10, 0x00, 0x20, 0x00, (byte)'-', (byte)'-', 0, 0));

    [Fact]
    public void An_element_cut_within_its_header_is_refused() => Refused("malformed-data-set", Started().Raw(0x10, 0x00, 0x20));

    [Fact]
    public void Zero_padding_behind_the_data_set_is_passed_over() =>
        Assert.Equal("DX", Started().Raw(new byte[1_000_000]).Read().Dataset.GetString(DicomTags.Modality));

    [Fact]
    public void The_first_of_two_equal_tags_counts() =>
        Assert.Equal(1, Started().UInt16(DicomTags.Rows, 1).UInt16(DicomTags.Rows, 2).Read().Dataset.GetInt(DicomTags.Rows));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    public void Something_else_is_refused(int length) =>
        Assert.Equal("not-dicom", Assert.Throws<ImageFormatException>(() => DicomFile.Read(new MemoryStream([.. Enumerable.Repeat((byte)'x', length)]))).Code);

    [Fact]
    public void A_file_within_gzip_is_read()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Started().ToArray());
        Assert.Equal("DX", DicomFile.Read(new MemoryStream(packed.ToArray())).Dataset.GetString(DicomTags.Modality));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.1.99")]
    [InlineData(null)]
    public void A_small_file_that_inflates_beyond_the_limit_is_refused(string? deflated)
    {
        var packed = new MemoryStream();
        using (Stream zip = deflated is null ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(new byte[3_000_000]);
        }

        var file = deflated is null ? packed.ToArray() : new DicomFileBuilder(DicomEncoding.ExplicitLittle, deflated).Raw(packed.ToArray()).ToArray();
        var refusal = Assert.Throws<ImageFormatException>(() => DicomFile.Read(new MemoryStream(file), new DicomLimits { FileBytes = 1_000_000 }));
        Assert.Equal("file-too-large", refusal.Code);
    }

    [Fact]
    public void A_damaged_deflated_data_set_is_refused() =>
        Refused("malformed-compression", new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1.99").Raw(0xFF, 0xFF, 0xFF, 0xFF));

    [Fact]
    public void Names_in_several_alphabets_are_read_or_at_least_not_refused()
    {
        var utf8 = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.SpecificCharacterSet, "ISO_IR 192").Text(DicomTags.PatientName, "Łoś^Ж").Read();
        Assert.Equal("Łoś^Ж", utf8.Dataset.GetString(DicomTags.PatientName));
        var kanji = Started().Value(DicomTags.PatientName, "PN", 0x1B, 0x24, 0x42, 0x3B, 0x33, 0xFF).Read();
        Assert.NotNull(kanji.Dataset.GetString(DicomTags.PatientName));
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("%n%n")]
    public void Numeric_nonsense_is_refused(string text)
    {
        var dataset = Started().Text(DicomTags.RescaleSlope, text).Read().Dataset;
        Assert.Equal("malformed-value", Assert.Throws<ImageFormatException>(() => dataset.GetDecimal(DicomTags.RescaleSlope)).Code);
    }

    [Fact]
    public void Present_but_empty_reads_as_absent()
    {
        var dataset = Started().Text(DicomTags.RescaleSlope, "").Text(DicomTags.NumberOfFrames, " ").Value(DicomTags.Rows, "US").Read().Dataset;
        Assert.Null(dataset.GetDecimal(DicomTags.RescaleSlope));
        Assert.Null(dataset.GetInt(DicomTags.NumberOfFrames));
        Assert.Null(dataset.GetInt(DicomTags.Rows));
        Assert.Empty(dataset.GetStrings(DicomTags.PixelSpacing));
    }

    private static DicomFileBuilder Started() => new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.Modality, "DX");

    private static void Refused(string code, DicomFileBuilder file) => Assert.Equal(code, Assert.Throws<ImageFormatException>(() => file.Read()).Code);
}
