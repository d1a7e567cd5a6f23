using VividMed.Imaging.Dicom;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

public sealed class DicomAcquisitionTests
{
    private static readonly DicomTag Manufacturer = new(0x0008, 0x0070);
    private static readonly DicomTag Contrast = new(0x0018, 0x0010);
    private static readonly DicomTag SliceThickness = new(0x0018, 0x0050);
    private static readonly DicomTag Kvp = new(0x0018, 0x0060);
    private static readonly DicomTag Exposure = new(0x0018, 0x1152);
    private static readonly DicomTag Kernel = new(0x0018, 0x1210);
    private static readonly DicomTag BurnedIn = new(0x0028, 0x0301);

    [Fact]
    public void What_the_file_states_is_told_and_the_rest_is_null()
    {
        var facts = Of(file => file.Value(Manufacturer, "LO", "Maker "u8.ToArray()).Value(Kvp, "DS", "120 "u8.ToArray()).Value(Exposure, "IS", "30"u8.ToArray())
            .Value(Kernel, "SH", "B70f\\3 "u8.ToArray()).Value(BurnedIn, "CS", "NO"u8.ToArray()))!;

        Assert.Equal(("Maker", 120.0, 30.0, "B70f", false), (facts.Manufacturer, facts.KvP!.Value, facts.ExposureMas!.Value, facts.Kernel, facts.BurnedIn!.Value));
        Assert.Equal((null, null, null), (facts.Model, facts.SliceThicknessMm, facts.Contrast));
    }

    [Fact]
    public void A_file_that_states_nothing_of_it_has_no_facts() => Assert.Null(Of(static file => file));

    [Fact]
    public void A_broken_number_decides_nothing() =>
        Assert.Null(Of(static file => file.Value(SliceThickness, "DS", "thick"u8.ToArray()).Value(Kvp, "DS", "-1"u8.ToArray())));

    [Theory]
    [InlineData("Omnipaque 350", "Omnipaque 350")]
    [InlineData("given to DOE^JANE", null)]
    [InlineData("see MRN 4711001", null)]
    [InlineData("on 20240131", null)]
    [InlineData("  ", null)]
    public void Words_that_may_name_a_person_or_a_day_are_not_kept(string written, string? kept)
    {
        Assert.Equal(kept, ImageAcquisition.Word(written));
        Assert.Equal(kept, Of(file => file.Value(Contrast, "LO", System.Text.Encoding.ASCII.GetBytes(written.PadRight(written.Length + (written.Length % 2)))))?.Contrast);
    }

    [Fact]
    public void A_long_text_is_no_word() => Assert.Null(ImageAcquisition.Word(new string('a', 65)));

    [Fact]
    public void No_real_file_makes_trouble()
    {
        foreach (var path in Directory.GetFiles(SharedData.Require("fixtures", "dicom")))
        {
            using var stream = File.OpenRead(path);
            var facts = DicomAcquisition.Of(DicomHeader.Read(stream).Dataset);
            Assert.True(facts is null || facts != new ImageAcquisition());
        }
    }

    private static ImageAcquisition? Of(Func<DicomFileBuilder, DicomFileBuilder> write) => DicomAcquisition.Of(
        write(new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Text(DicomTags.Modality, "CT")).Read().Dataset);
}
