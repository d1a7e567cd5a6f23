using CsCheck;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Values that stand for no measurement: no part of ranges and equalization, and black.</summary>
public sealed class PixelPaddingTests
{
    [Fact]
    public void A_picture_with_padding_is_the_picture_without_it_and_black()
    {
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[-300, 300].Array[2, 60], Gen.Bool.Array[60]).Sample(static (inverted, signed, equalize, values, isPadding) =>
        {
            var stored = values.Select(value => signed ? value : value + 300).ToArray();
            var padding = signed ? -2000 : 65_000;
            var kept = Enumerable.Range(0, stored.Length).Where(i => !isPadding[i]).ToArray();
            if (kept.Length == 0) return;
            var mixed = stored.Select((value, i) => isPadding[i] ? padding : value);
            var photometric = inverted ? "MONOCHROME1" : "MONOCHROME2";
            var (with, without) = (File(mixed, signed, photometric, padding), File(kept.Select(i => stored[i]), signed, photometric, padding: null));
            foreach (var render in new Func<DicomFile, byte[]>[] { file => RadiographRendering.Render(file.DecodeImage(), equalize).Pixels, static file => DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels })
            {
                var (padded, plain) = (render(with), render(without));
                Assert.Equal(plain, kept.Select(i => padded[i]));
                Assert.All(Enumerable.Range(0, stored.Length).Except(kept), i => Assert.Equal(0, padded[i]));
            }
        }, iter: 600);
    }

    [Theory]
    [InlineData(10, 12)]
    [InlineData(12, 10)]
    public void A_range_is_left_out_whichever_end_is_named_first(int one, int other)
    {
        var image = Start(false, "MONOCHROME2").UInt16(DicomTags.PixelPaddingValue, one).UInt16(DicomTags.PixelPaddingRangeLimit, other)
            .Image(1, 5, bits: 16).Value(DicomTags.PixelData, "OW", Words(10, 11, 12, 20, 30)).Decode();
        Assert.Equal(new PixelPadding(10, 12), image.Padding);
        Assert.Equal([0, 0, 0, 0, 255], RadiographRendering.Render(image, equalize: false).Pixels);
    }

    [Theory]
    [InlineData(new[] { 65535, 5, 100 }, 4095)]
    [InlineData(new[] { 4095, 5, 100 }, null)]
    public void A_value_that_the_stored_bits_cannot_hold_counts_where_pixels_have_it(int[] pixels, int? expected)
    {
        var image = Start(false, "MONOCHROME2").UInt16(DicomTags.PixelPaddingValue, 65535).Image(1, 3, bits: 16, stored: 12).Value(DicomTags.PixelData, "OW", Words(pixels)).Decode();
        Assert.Equal(expected is { } value ? new PixelPadding(value, value) : null, image.Padding);
    }

    [Fact]
    public void Padding_with_the_other_sign_is_taken_by_its_bits()
    {
        var image = Start(true, "MONOCHROME2").UInt16(DicomTags.PixelPaddingValue, 63536).Image(1, 2, bits: 16).Value(DicomTags.PixelData, "OW", Words(-2000, 5)).Decode();
        Assert.Equal(new PixelPadding(-2000, -2000), image.Padding);
    }

    [Theory]
    [InlineData("MONOCHROME1")]
    [InlineData("MONOCHROME2")]
    public void An_image_of_nothing_but_padding_is_black(string photometric)
    {
        var file = File([7, 7], signed: false, photometric, padding: 7);
        Assert.Equal([0, 0], RadiographRendering.Render(file.DecodeImage()).Pixels);
        Assert.Equal([0, 0], DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void A_window_leaves_padding_black_in_an_inverted_picture()
    {
        var file = Start(false, "MONOCHROME1").UInt16(DicomTags.PixelPaddingValue, 0).Text(DicomTags.WindowCenter, "50").Text(DicomTags.WindowWidth, "100").Image(1, 2, photometric: "MONOCHROME1").Value(DicomTags.PixelData, "OW", 0, 100).Read();
        Assert.Equal([0, 0], DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    [Fact]
    public void Floating_point_has_its_own_attribute_and_no_number_is_black()
    {
        byte[] pixels = [.. new[] { -1000f, 0.25f, 0.75f, float.NaN, float.PositiveInfinity }.SelectMany(BitConverter.GetBytes)];
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Value(DicomTags.FloatPixelPaddingValue, "FL", BitConverter.GetBytes(-1000f)).Image(1, 5, bits: 32).Value(DicomTags.FloatPixelData, "OF", pixels).Read();
        Assert.Equal([0, 0, 255, 0, 255], DisplayRendering.RenderGray(file.DecodeImage(), DicomDisplay.Read(file.Dataset)).Pixels);
    }

    private static DicomFile File(IEnumerable<int> values, bool signed, string photometric, int? padding)
    {
        var file = Start(signed, photometric);
        if (padding is { } value) file.UInt16(DicomTags.PixelPaddingValue, value & 0xFFFF);
        int[] all = [.. values];
        return file.Image(1, all.Length, bits: 16, photometric: photometric).Value(DicomTags.PixelData, "OW", Words(all)).Read();
    }

    private static DicomFileBuilder Start(bool signed, string photometric) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1")
        .Text(DicomTags.PhotometricInterpretation, photometric).UInt16(DicomTags.PixelRepresentation, signed ? 1 : 0);

    private static byte[] Words(params int[] values) => [.. values.SelectMany(static value => BitConverter.GetBytes((short)value))];
}
