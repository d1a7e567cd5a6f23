using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Lookup tables, windows, palettes and overlays: what a file says about showing its values.</summary>
public sealed class DicomDisplayTests
{
    private static readonly DicomTag OverlayRows = new(0x6002, 0x0010);
    private static readonly DicomTag OverlayOrigin = new(0x6002, 0x0050);
    private static readonly DicomTag OverlayBit = new(0x6002, 0x0102);

    [Fact]
    public void A_modality_table_replaces_slope_and_intercept()
    {
        var display = Display(Monochrome().Text(DicomTags.RescaleSlope, "2").Value(DicomTags.ModalityLutSequence, "SQ", Item([3, 10, 16], 100, 200, 300)));
        Assert.Equal([100, 100, 200, 300, 300], new[] { 0, 10, 11, 12, 99 }.Select(display.Modality));
    }

    [Fact]
    public void Slope_and_intercept_make_hounsfield_units()
    {
        var display = Display(Monochrome().Text(DicomTags.RescaleIntercept, "-1024").Text(DicomTags.RescaleSlope, "0.5"));
        Assert.Equal(-924, display.Modality(200));
    }

    [Theory]
    [InlineData("LINEAR", -160, 0)]
    [InlineData("LINEAR", 39.5, 0.5)]
    [InlineData("LINEAR", 239, 1)]
    [InlineData("LINEAR_EXACT", 40, 0.5)]
    [InlineData("LINEAR_EXACT", 140, 0.75)]
    [InlineData("SIGMOID", 40, 0.5)]
    [InlineData("SIGMOID", 140, 0.7310585786300049)]
    public void Windows_follow_the_standards_formulas(string function, double value, double gray)
    {
        var window = Assert.Single(Display(Monochrome().Text(DicomTags.WindowCenter, "40").Text(DicomTags.WindowWidth, "400").Text(DicomTags.VoiLutFunction, function)).Windows);
        Assert.Equal(gray, window.Apply(value), 1e-9);
    }

    [Fact]
    public void A_window_without_a_width_is_left_out()
    {
        var display = Display(Monochrome().Text(DicomTags.WindowCenter, @"40\50\60").Text(DicomTags.WindowWidth, @"0\-3\80"));
        Assert.Equal([new DicomWindow(60, 80)], display.Windows);
    }

    [Fact]
    public void Monochrome1_is_shown_inverted()
    {
        foreach (var (photometric, expected) in new[] { ("MONOCHROME2", new byte[] { 0, 255 }), ("MONOCHROME1", [255, 0]) })
        {
            var file = Native().Image(1, 2, photometric: photometric).Value(DicomTags.PixelData, "OW", 10, 20).Read();
            Assert.Equal(expected, DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
        }
    }

    [Fact]
    public void A_voi_table_comes_before_a_window()
    {
        var file = Native().Image(1, 3).Text(DicomTags.WindowCenter, "1").Text(DicomTags.WindowWidth, "2")
            .Value(DicomTags.VoiLutSequence, "SQ", Item([3, 0, 8], 255, 0, 51)).Value(DicomTags.PixelData, "OW", 0, 1, 2, 0).Read();
        Assert.Equal([255, 0, 51], DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void A_palette_gives_colors_and_its_indices_are_the_stored_values()
    {
        var file = Palette(count: 2, entries: [0, 0xFF00]).Value(DicomTags.PixelData, "OW", 0, 1).Read();
        var image = file.DecodeImage();
        Assert.Equal([0, 1], image.Pixels);
        Assert.Equal([0, 0, 0, 255, 255, 255], DisplayRendering.Render(image, DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void The_real_palette_picture_has_colors()
    {
        using var stream = File.OpenRead(SharedData.Require("fixtures", "dicom", "examples_palette.dcm"));
        var file = DicomFile.Read(stream);
        var picture = DisplayRendering.Render(file.DecodeImage(), DicomDisplay.Read(file.Dataset));
        Assert.Equal((800, 350), (picture.Width, picture.Height));
        Assert.True(picture.Pixels.Chunk(3).Count(static pixel => pixel[0] != pixel[1] || pixel[1] != pixel[2]) > 1000, "a palette picture without color");
    }

    [Fact]
    public void Luma_and_chroma_become_red_green_and_blue()
    {
        var file = Native().Image(1, 2, samples: 3, photometric: "YBR_FULL").Value(DicomTags.PixelData, "OW", 76, 85, 255, 200, 128, 128).Read();
        Assert.Equal([254, 0, 0, 200, 200, 200], DisplayRendering.Render(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void Bits_above_those_stored_are_not_shown()
    {
        var file = Native().Image(1, 2, bits: 16).Value(DicomTags.PixelData, "OW", 0x05, 0xF0, 0x0A, 0x00).Read();
        var image = file.DecodeImage() with { BitsStored = 12 };
        Assert.Equal([0, 255], DisplayRendering.RenderGray(image, new DicomDisplay()).Pixels);
    }

    [Theory]
    [InlineData(4, 8, 1)]
    [InlineData(0, 16, 4)]
    [InlineData(2, 40, 4)]
    [InlineData(2, 0, 4)]
    public void A_table_that_contradicts_its_descriptor_is_refused(int count, int bits, int bytes)
    {
        var descriptor = new byte[] { (byte)count, 0, 0, 0, (byte)bits, 0 };
        var item = new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.LutDescriptor, "US", descriptor).Value(DicomTags.LutData, "OW", new byte[bytes]).ToArray();
        var file = Monochrome().Value(DicomTags.VoiLutSequence, "SQ", new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "", item).ToArray());
        Assert.Equal("malformed-lookup-table", Assert.Throws<ImageFormatException>(() => Display(file)).Code);
    }

    [Fact]
    public void Overlays_are_reported_and_never_spoil_the_image()
    {
        var file = Native().Image(1, 2).UInt16(OverlayRows, 5).Value(OverlayOrigin, "SS", 0xFF, 0xFF, 3, 0).UInt16(OverlayBit, 12).Value(DicomTags.PixelData, "OW", 1, 2);
        Assert.Equal([new DicomOverlay(0x6002, 5, null, -1, 3, 12)], file.Decode().Overlays);
        using var stream = File.OpenRead(SharedData.Require("fixtures", "dicom", "examples_overlay.dcm"));
        Assert.Equal((300, 484), Assert.Single(DicomFile.Read(stream).DecodeImage().Overlays) is { Rows: { } rows, Columns: { } columns } ? (rows, columns) : default);
    }

    private static DicomFileBuilder Native() => new(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1");

    private static DicomFileBuilder Monochrome() => Native().Image(1, 2, bits: 16);

    private static DicomDisplay Display(DicomFileBuilder file) => DicomDisplay.Read(file.Read().Dataset);

    private static DicomFileBuilder Palette(int count, ushort[] entries)
    {
        byte[] descriptor = [(byte)count, 0, 0, 0, 16, 0];
        byte[] data = [.. entries.SelectMany(BitConverter.GetBytes)];
        return Native().Image(1, 2, photometric: "PALETTE COLOR")
            .Value(DicomTags.RedPaletteDescriptor, "US", descriptor).Value(DicomTags.GreenPaletteDescriptor, "US", descriptor).Value(DicomTags.BluePaletteDescriptor, "US", descriptor)
            .Value(DicomTags.RedPaletteData, "OW", data).Value(DicomTags.GreenPaletteData, "OW", data).Value(DicomTags.BluePaletteData, "OW", data);
    }

    private static byte[] Item(ushort[] descriptor, params ushort[] entries)
    {
        var item = new DicomFileBuilder(DicomEncoding.ExplicitLittle)
            .Value(DicomTags.LutDescriptor, "US", [.. descriptor.SelectMany(BitConverter.GetBytes)])
            .Value(DicomTags.LutData, "OW", [.. entries.SelectMany(BitConverter.GetBytes)]).ToArray();
        return new DicomFileBuilder(DicomEncoding.ExplicitLittle).Value(DicomTags.Item, "", item).ToArray();
    }
}
