using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>An attribute without which pixels mean nothing is asked for by its tag.</summary>
public sealed class MissingAttributeTests
{
    public static TheoryData<string, string> Attributes => new()
    {
        { nameof(DicomTags.Rows), "(0028,0010)" }, { nameof(DicomTags.Columns), "(0028,0011)" }, { nameof(DicomTags.BitsAllocated), "(0028,0100)" }, { nameof(DicomTags.PhotometricInterpretation), "(0028,0004)" },
    };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_image_that_lacks_it_is_refused(string name, string tag)
    {
        foreach (var empty in new[] { false, true })
        {
            var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1");
            void Add(string attribute, Action write)
            {
                if (attribute != name) write();
            }

            if (empty) file.Value((DicomTag)typeof(DicomTags).GetField(name)!.GetValue(null)!, "US");
            Add(nameof(DicomTags.PhotometricInterpretation), () => file.Text(DicomTags.PhotometricInterpretation, "MONOCHROME2"));
            Add(nameof(DicomTags.Rows), () => file.UInt16(DicomTags.Rows, 1));
            Add(nameof(DicomTags.Columns), () => file.UInt16(DicomTags.Columns, 2));
            Add(nameof(DicomTags.BitsAllocated), () => file.UInt16(DicomTags.BitsAllocated, 8));
            var refusal = Assert.Throws<ImageFormatException>(() => file.Value(DicomTags.PixelData, "OW", 1, 2).Decode());
            Assert.Equal("malformed-image-header", refusal.Code);
            Assert.Contains(tag, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Everything_else_has_a_usual_value()
    {
        var image = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Text(DicomTags.PhotometricInterpretation, "MONOCHROME2").UInt16(DicomTags.Rows, 1).UInt16(DicomTags.Columns, 2)
            .UInt16(DicomTags.BitsAllocated, 8).Value(DicomTags.PixelData, "OW", 1, 2).Decode();
        Assert.Equal((1, 1, 8, 0), (image.Frames, image.SamplesPerPixel, image.BitsStored, image.PixelRepresentation));
        Assert.Null(image.Padding);
        Assert.Empty(image.Notes);
    }
}
