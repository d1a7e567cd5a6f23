using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Files made after situations that users of other readers report, as they lie beside the repository.</summary>
public sealed class OwnFixtureTests
{
    [Fact]
    public void A_compressed_icon_within_a_sequence_does_not_hide_the_image()
    {
        using var stream = Open("d31_icon_encapsulated.dcm");
        var header = DicomHeader.Read(stream);
        Assert.Equal((64, 64, true), (header.Dataset.GetInt(DicomTags.Rows), header.Dataset.GetInt(DicomTags.Columns), header.HasPixelData));
        stream.Position = 0;
        var image = DicomFile.Read(stream).DecodeImage();
        Assert.Equal((64, 64, 8192), (image.Rows, image.Columns, image.Pixels.Length));
    }

    [Fact]
    public void An_overlay_in_unused_bits_is_no_part_of_values_and_picture()
    {
        using var stream = Open("d04_embedded_overlay.dcm");
        var image = DicomFile.Read(stream).DecodeImage();
        Assert.All(Values(image), static value => Assert.InRange((int)(ushort)value, 0, 4095));
        Assert.InRange(RadiographRendering.Render(image, equalize: false).Pixels.Distinct().Count(), 250, 256);
        Assert.Equal(15, Assert.Single(image.Overlays).BitPosition);
        Assert.Contains(image.Notes, static note => note.Contains("cleared", StringComparison.Ordinal));
    }

    [Fact]
    public void Signed_values_whose_unused_bits_are_clear_get_their_sign()
    {
        using var stream = Open("d16_signed12.dcm");
        var image = DicomFile.Read(stream).DecodeImage();
        var row = Values(image)[..64];
        Assert.Equal(-1920, row[0]);
        Assert.Equal(row.Order(), row);
        var rendered = RadiographRendering.Render(image, equalize: false).Pixels[..64];
        Assert.Equal(rendered.Order(), rendered);
    }

    [Fact]
    public void Padding_along_the_border_takes_no_gray_from_the_picture()
    {
        using var stream = Open("d01_padding65535.dcm");
        var file = DicomFile.Read(stream);
        var image = file.DecodeImage();
        Assert.Equal(new PixelPadding(65535, 65535), image.Padding);
        foreach (var rendered in new[] { RadiographRendering.Render(image, equalize: false), RadiographRendering.Render(image), DisplayRendering.RenderGray(image, DicomDisplay.Read(file.Dataset)) })
        {
            Assert.Equal((0, 0, 255), (rendered.Pixels[0], rendered.Pixels[8], rendered.Pixels.Max()));
            Assert.InRange(rendered.Pixels.Distinct().Count(), 180, 256);
        }
    }

    [Fact]
    public void Whole_numbers_beyond_half_of_32_bits_are_bright()
    {
        using var stream = Open("d18_u32.dcm");
        var file = DicomFile.Read(stream);
        var rendered = DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels;
        Assert.Equal((0, 255), (rendered[0], rendered.Max()));
        Assert.Equal(rendered[..64].Order(), rendered[..64]);
    }

    [Fact]
    public void Floating_point_is_shown_by_its_values()
    {
        using var stream = Open("d19_float.dcm");
        var file = DicomFile.Read(stream);
        var image = file.DecodeImage();
        Assert.True(image.IsFloatingPoint);
        var rendered = DisplayRendering.RenderGray(image, DicomDisplay.Read(file.Dataset)).Pixels;
        Assert.Equal((0, 255), (rendered[0], rendered.Max()));
        Assert.Equal(rendered[..64].Order(), rendered[..64]);
        Assert.Equal("not-a-radiograph", Assert.Throws<ImageFormatException>(() => RadiographRendering.Render(image)).Code);
    }

    private static FileStream Open(string name) => File.OpenRead(SharedData.Require("fixtures", "own", name));

    private static short[] Values(DicomImage image) => [.. image.Pixels.Chunk(2).Select(static pair => BitConverter.ToInt16(pair))];
}
