using System.Text;
using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Names in the character sets of PS3.5 annexes H, I, J and K: the examples that the standard itself gives, and single-byte sets.</summary>
public sealed class DicomTextTests
{
    [Theory]
    [InlineData("ISO_IR 100", 28591, "Müller^Jörg")]
    [InlineData("ISO_IR 101", 28592, "Łoś^Żaneta")]
    [InlineData("ISO_IR 144", 28595, "Люкceмбypг")]
    [InlineData("ISO_IR 126", 28597, "Διονυσιος")]
    [InlineData("ISO_IR 127", 28596, "قباني^لنزار")]
    [InlineData("ISO_IR 138", 28598, "שרון^דבורה")]
    [InlineData("ISO_IR 148", 28599, "Çağrı^Şule")]
    [InlineData("ISO_IR 166", 874, "นามสกุล")]
    [InlineData("ISO_IR 13", 932, "ﾔﾏﾀﾞ^ﾀﾛｳ")]
    [InlineData("ISO_IR 192", 65001, "Łoś^Ж^山田")]
    [InlineData("GB18030", 54936, "王^小东")]
    [InlineData("GBK", 936, "王^小东")]
    public void A_name_reads_in_its_declared_character_set(string declared, int codePage, string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        Assert.Equal(name, Name(declared, encoding.GetBytes(name)));
    }

    [Fact]
    public void Japanese_switches_between_its_sets_by_escape_sequences()
    {
        // PS3.5 H.3.1: Yamada^Tarou = kanji = hiragana.
        byte[] name =
        [
            .. "Yamada^Tarou="u8, 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, (byte)'^', 0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x42, (byte)'=',
            0x1B, 0x24, 0x42, 0x24, 0x64, 0x24, 0x5E, 0x24, 0x40, 0x1B, 0x28, 0x42, (byte)'^', 0x1B, 0x24, 0x42, 0x24, 0x3F, 0x24, 0x6D, 0x24, 0x26, 0x1B, 0x28, 0x42,
        ];
        Assert.Equal("Yamada^Tarou=山田^太郎=やまだ^たろう", Name(@"\ISO 2022 IR 87", name));
    }

    [Fact]
    public void Korean_keeps_ascii_beside_its_own_letters()
    {
        // PS3.5 I.2.
        byte[] name =
        [
            .. "Hong^Gildong="u8, 0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xD1, 0xCE, 0xD4, 0xD7, (byte)'=',
            0x1B, 0x24, 0x29, 0x43, 0xC8, 0xAB, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xB1, 0xE6, 0xB5, 0xBF,
        ];
        Assert.Equal("Hong^Gildong=洪^吉洞=홍^길동", Name(@"\ISO 2022 IR 149", name));
    }

    [Fact]
    public void A_delimiter_ends_what_an_escape_sequence_has_chosen()
    {
        byte[] names = [0x1B, 0x2D, 0x4C, 0xB6, (byte)'\\', 0xE9];
        Assert.Equal(["Ж", "é"], Dataset("ISO 2022 IR 100", names).GetStrings(DicomTags.PatientName));
    }

    [Fact]
    public void An_item_has_the_character_set_of_its_data_set_unless_it_declares_its_own()
    {
        var inherited = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.CodeMeaning, "LO", 0xB6, 0x20).ToArray();
        var own = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.SpecificCharacterSet, "ISO_IR 100").Value(DicomTags.CodeMeaning, "LO", 0xB6, 0x20).ToArray();
        var sequence = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "", inherited).Value(DicomTags.Item, "", own).ToArray();
        var dataset = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Text(DicomTags.SpecificCharacterSet, "ISO_IR 144").Value(DicomTags.ViewCodeSequence, "SQ", sequence).Read().Dataset;
        Assert.Equal(["Ж", "¶"], dataset.GetSequence(DicomTags.ViewCodeSequence).Select(static item => item.GetString(DicomTags.CodeMeaning)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ISO_IR 999")]
    [InlineData("%s%n")]
    [InlineData(@"\\\")]
    public void An_unknown_character_set_or_broken_escape_never_fails(string declared) =>
        Assert.StartsWith("A", Name(declared, [(byte)'A', 0x1B, 0x24, 0x28, 0x7F, 0x1B, 0x24]), StringComparison.Ordinal);

    private static string Name(string declared, byte[] name) => Dataset(declared, name).GetString(DicomTags.PatientName)!;

    private static DicomDataset Dataset(string declared, byte[] name) => new DicomFileBuilder(DicomEncoding.ExplicitLittle)
        .Text(DicomTags.SpecificCharacterSet, declared).Value(DicomTags.PatientName, "PN", name).Read().Dataset;
}
