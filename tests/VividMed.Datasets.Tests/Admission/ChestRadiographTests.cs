using System.Text;
using VividMed.Datasets.Admission;
using VividMed.Imaging.Dicom;
using VividMed.TestKit;

namespace VividMed.Datasets.Tests.Admission;

/// <summary>What a DICOM file may say of itself to pass for a chest radiograph.</summary>
public sealed class ChestRadiographTests
{
    private static readonly DicomTag[] Looked = [DicomTags.SopClassUid, DicomTags.Modality, DicomTags.BodyPartExamined, DicomTags.BurnedInAnnotation];

    [Theory]
    [InlineData("DX")]
    [InlineData("CR")]
    [InlineData("RG")]
    [InlineData("")]
    public void A_radiograph_s_modality_passes_and_so_does_silence(string modality) => Check((DicomTags.Modality, modality));

    [Theory]
    [InlineData("CT")]
    [InlineData("MR")]
    [InlineData("US")]
    [InlineData("OT")]
    [InlineData("SEG")]
    public void Another_modality_is_no_radiograph(string modality) => Refused("not-a-radiograph", modality, (DicomTags.Modality, modality));

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.1.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.1.1.1")]
    [InlineData("1.2.840.10008.5.1.4.1.1.7")]
    [InlineData("1.2.826.0.1.3680043.1")]
    [InlineData("")]
    public void A_radiograph_s_class_passes_and_so_does_one_that_nobody_knows(string kind) => Check((DicomTags.SopClassUid, kind));

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.2")] // CT
    [InlineData("1.2.840.10008.5.1.4.1.1.4")] // MR
    [InlineData("1.2.840.10008.5.1.4.1.1.6.1")] // ultrasound
    [InlineData("1.2.840.10008.5.1.4.1.1.1.2")] // mammography
    [InlineData("1.2.840.10008.5.1.4.1.1.66.4")] // segmentation
    public void Another_class_is_no_radiograph_whatever_the_modality_says(string kind) => Refused("not-a-radiograph", kind, (DicomTags.SopClassUid, kind));

    [Theory]
    [InlineData("CHEST")]
    [InlineData("chest pa")]
    [InlineData("THORAX")]
    [InlineData("TORAX")]
    [InlineData("LUNG")]
    [InlineData("RIBS")]
    [InlineData("UNKNOWN")]
    [InlineData("")]
    public void The_chest_passes_by_any_of_its_names_and_so_does_silence(string part) => Check((DicomTags.BodyPartExamined, part));

    [Theory]
    [InlineData("NECK")]
    [InlineData("ABDOMEN")]
    [InlineData("HAND")]
    [InlineData("SKULL")]
    public void Another_part_of_the_body_is_no_chest(string part) => Refused("not-chest", part, (DicomTags.BodyPartExamined, part));

    [Theory]
    [InlineData("YES")]
    [InlineData("yes ")]
    public void Writing_in_the_pixels_sets_an_image_aside(string said) => Refused("burned-in-annotation", "BurnedInAnnotation", (DicomTags.BurnedInAnnotation, said));

    [Theory]
    [InlineData("NO")]
    [InlineData("")]
    public void Without_writing_in_the_pixels_it_passes(string said) => Check((DicomTags.BurnedInAnnotation, said));

    [Fact]
    public void What_an_attribute_holds_is_quoted_only_where_it_is_a_code()
    {
        var refused = Assert.Throws<DatasetException>(() => Check((DicomTags.BodyPartExamined, "SMITH^JOHN")));

        Assert.DoesNotContain("SMITH", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RG1_J2KI.dcm", null)]
    [InlineData("JPEGLSNearLossless_16.dcm", null)] // says nothing of itself
    [InlineData("TestPattern_JPEG-Lossless_RGB.dcm", "not-a-radiograph")]
    [InlineData("MR_truncated.dcm", "not-a-radiograph")]
    [InlineData("emri_small_RLE.dcm", "not-a-radiograph")]
    [InlineData("examples_palette.dcm", "not-a-radiograph")]
    [InlineData("examples_overlay.dcm", "not-a-radiograph")]
    [InlineData("liver_1frame.dcm", "not-a-radiograph")]
    [InlineData("rtdose.dcm", "not-a-radiograph")]
    [InlineData("decimal_rescale.dcm", "not-a-radiograph")]
    [InlineData("CTImage.dcm_LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2.dcm", "not-a-radiograph")]
    public void Real_files_of_other_kinds_are_told_by_their_headers(string name, string? reason)
    {
        using var file = File.OpenRead(SharedData.Require("fixtures", "dicom", name));
        var header = DicomHeader.Read(file, cancellationToken: TestContext.Current.CancellationToken).Dataset;

        var refused = Record.Exception(() => ChestRadiograph.Check(header, name));

        Assert.Equal(reason, (refused as DatasetException)?.Code);
    }

    [Fact]
    public void Every_real_radiograph_passes()
    {
        var files = Directory.GetFiles(SharedData.Require("real", "mimic-cxr", "files"), "*.dcm", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, static path =>
        {
            using var file = File.OpenRead(path);
            var dicom = DicomFile.Read(file);
            ChestRadiograph.Check(dicom.Dataset, path);
            PlainPicture.Check(Imaging.Dicom.Display.RadiographRendering.Render(dicom.DecodeImage()), path);
        });
    }

    private static void Refused(string reason, string named, params (DicomTag Tag, string Value)[] said)
    {
        var refused = Assert.Throws<DatasetException>(() => Check(said));
        Assert.Equal(reason, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("image i ", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A digital X-ray of the chest but for what is said otherwise.</summary>
    private static void Check(params (DicomTag Tag, string Value)[] said)
    {
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        Write(file, DicomTags.TransferSyntaxUid, "1.2.840.10008.1.2.1");
        foreach (var tag in Looked)
        {
            Write(file, tag, said.FirstOrDefault(other => other.Tag == tag) is { Value: { } value } ? value : Usual(tag));
        }

        file.Position = 0;
        ChestRadiograph.Check(DicomHeader.Read(file).Dataset, "i");
    }

    private static string Usual(DicomTag tag) =>
        tag == DicomTags.SopClassUid ? "1.2.840.10008.5.1.4.1.1.1.1"
        : tag == DicomTags.Modality ? "DX"
        : tag == DicomTags.BodyPartExamined ? "CHEST"
        : "NO";

    private static void Write(MemoryStream file, DicomTag tag, string value)
    {
        var text = Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + ' ');
        file.Write([(byte)tag.Group, (byte)(tag.Group >> 8), (byte)tag.Element, (byte)(tag.Element >> 8)]);
        file.Write(tag == DicomTags.SopClassUid || tag == DicomTags.TransferSyntaxUid ? "UI"u8 : "CS"u8);
        file.Write([(byte)text.Length, 0]);
        file.Write(text);
    }
}
