using System.Security.Cryptography;
using System.Text.Json;
using CsCheck;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Dicom;

public sealed class RadiographRenderingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_real_radiograph_has_the_published_rendering(int index)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("real", "expected.json")));
        var expected = json.RootElement.GetProperty("files").EnumerateArray().Where(static file => file.GetProperty("file").GetString()!.EndsWith(".dcm", StringComparison.Ordinal)).ElementAt(index);
        var name = expected.GetProperty("file").GetString()!;
        using var stream = File.OpenRead(SharedData.Require("real", name));
        var image = DicomFile.Read(stream).DecodeImage();
        var summary = DicomSummary.Of(name, image);
        Assert.Equal(expected.GetProperty("transferSyntaxUid").GetString(), summary.TransferSyntaxUid);
        Assert.Equal(expected.GetProperty("photometricInterpretation").GetString(), summary.PhotometricInterpretation);
        Assert.Equal((expected.GetProperty("rows").GetInt32(), expected.GetProperty("columns").GetInt32()), (summary.Rows, summary.Columns));
        Assert.Equal(expected.GetProperty("pixel_sha256_le_c_order").GetString(), summary.PixelSha256);
        Assert.Equal(expected.GetProperty("rescaled8_sha256").GetString(), Digest(RadiographRendering.Render(image, equalize: false)));
        Assert.Equal(expected.GetProperty("equalized8_sha256").GetString(), Digest(RadiographRendering.Render(image)));
    }

    [Fact]
    public void Any_image_is_rendered_as_the_method_says_step_by_step()
    {
        Gen.Select(Gen.Int[1, 60], Gen.OneOf(Gen.Const(8), Gen.Const(16)), Gen.Bool, Gen.Bool, Gen.Int).Sample(static (count, bits, signed, inverted, seed) =>
        {
            var values = RandomImages.Pixels(count, seed % 2 == 0 ? bits : 4, seed);
            var image = Image(values, bits, signed, inverted ? "MONOCHROME1" : "MONOCHROME2");
            var stored = values.Select(value => (signed, bits) switch { (true, 8) => (sbyte)value, (true, _) => (short)value, _ => (int)value }).ToArray();
            var stretched = Stretch(stored, inverted);
            Assert.Equal(stretched, RadiographRendering.Render(image, equalize: false).Pixels);
            Assert.Equal(Equalize(stretched), RadiographRendering.Render(image).Pixels);
        }, iter: 600);
    }

    [Theory]
    [InlineData("MONOCHROME2", 0)]
    [InlineData("MONOCHROME1", 255)]
    public void An_image_of_one_value_is_rendered_flat(string photometric, byte expected)
    {
        var rendered = RadiographRendering.Render(Image([77, 77, 77, 77], 16, signed: false, photometric));
        Assert.Equal([expected, expected, expected, expected], rendered.Pixels);
    }

    [Theory]
    [InlineData("RGB")]
    [InlineData("PALETTE COLOR")]
    public void Anything_but_a_gray_image_is_refused(string photometric) =>
        Assert.Equal("not-a-radiograph", Assert.Throws<ImageFormatException>(() => RadiographRendering.Render(Image([1], 8, signed: false, photometric))).Code);

    private static DicomImage Image(ushort[] values, int bits, bool signed, string photometric) => new()
    {
        Rows = 1,
        Columns = values.Length,
        Frames = 1,
        SamplesPerPixel = 1,
        BitsAllocated = bits,
        BitsStored = bits,
        PixelRepresentation = signed ? 1 : 0,
        PhotometricInterpretation = photometric,
        TransferSyntaxUid = "1.2.840.10008.1.2.1",
        Pixels = bits == 8 ? Array.ConvertAll(values, static value => (byte)value) : [.. values.SelectMany(BitConverter.GetBytes)],
    };

    private static byte[] Stretch(int[] stored, bool inverted)
    {
        var raised = stored.Select(value => (double)(value - stored.Min())).ToArray();
        var most = raised.Max();
        return [.. raised.Select(value => most == 0 ? (byte)0 : (byte)(value / most * 255)).Select(gray => inverted ? (byte)(255 - gray) : gray)];
    }

    private static byte[] Equalize(byte[] gray)
    {
        var first = gray.Min();
        var rest = gray.Length - gray.Count(value => value == first);
        if (rest == 0) return gray;
        var scale = 255f / rest;
        return [.. gray.Select(value => (byte)MathF.Round((gray.Count(other => other <= value) - (gray.Length - rest)) * scale, MidpointRounding.ToEven))];
    }

    private static string Digest(GrayImage image) => Convert.ToHexStringLower(SHA256.HashData(image.Pixels));
}
