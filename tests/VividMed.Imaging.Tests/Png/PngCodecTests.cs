using CsCheck;
using SkiaSharp;
using VividMed.Imaging.Png;

namespace VividMed.Imaging.Tests.Png;

public sealed class PngCodecTests
{
    private static readonly Gen<(int Width, int Height, int Seed)> Sizes = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int);

    [Fact]
    public void Gray_images_survive_the_round_trip()
    {
        Sizes.Sample((width, height, seed) =>
        {
            var image = new GrayImage(width, height, Bytes(width * height, seed));
            var read = PngCodec.ReadGray(Png(stream => PngCodec.WriteGray8(stream, image)));
            Assert.Equal((width, height), (read.Width, read.Height));
            Assert.Equal(image.Pixels, read.Pixels);
        });
    }

    [Fact]
    public void Sixteen_bit_and_color_images_survive_the_round_trip()
    {
        Sizes.Sample((width, height, seed) =>
        {
            var random = new Random(seed);
            var deep = new Gray16Image(width, height, [.. Enumerable.Range(0, width * height).Select(_ => (ushort)random.Next(65536))]);
            Assert.Equal(deep.Pixels, PngCodec.ReadGray16(Png(stream => PngCodec.WriteGray16(stream, deep))).Pixels);

            var color = new RgbImage(width, height, Bytes(width * height * 3, seed));
            Assert.Equal(color.Pixels, PngCodec.ReadRgb(Png(stream => PngCodec.WriteRgb(stream, color))).Pixels);
        });
    }

    [Fact]
    public void Another_decoder_sees_the_same_pixels()
    {
        var image = new GrayImage(61, 47, Bytes(61 * 47, 5));
        using var bitmap = SKBitmap.Decode(Png(stream => PngCodec.WriteGray8(stream, image)));
        Assert.Equal((61, 47), (bitmap.Width, bitmap.Height));
        for (var y = 0; y < 47; y++)
        {
            for (var x = 0; x < 61; x++) Assert.Equal(image.Pixels[(y * 61) + x], bitmap.GetPixel(x, y).Red);
        }
    }

    [Fact]
    public void Another_encoders_files_are_read()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(33, 21, SKColorType.Gray8, SKAlphaType.Opaque));
        var pixels = Bytes(33 * 21, 9);
        for (var y = 0; y < 21; y++) System.Runtime.InteropServices.Marshal.Copy(pixels, y * 33, bitmap.GetPixels() + (y * bitmap.RowBytes), 33);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        Assert.Equal(pixels, PngCodec.ReadGray(data.AsStream()).Pixels);
    }

    [Fact]
    public void Sixteen_bits_become_eight_by_rounding()
    {
        var deep = new Gray16Image(4, 1, [0, 128, 129, 65535]);
        Assert.Equal([0, 0, 1, 255], PngCodec.ReadGray(Png(stream => PngCodec.WriteGray16(stream, deep))).Pixels);
    }

    [Fact]
    public void A_size_above_the_limit_is_refused_before_it_is_allocated()
    {
        var png = Png(stream => PngCodec.WriteGray8(stream, new GrayImage(20, 20, new byte[400])));
        Assert.Equal("too-large", Assert.Throws<ImageFormatException>(() => PngCodec.ReadGray(png, maxPixels: 399)).Code);
    }

    [Fact]
    public void Damage_anywhere_is_a_typed_error_or_harmless()
    {
        var image = new GrayImage(12, 9, Bytes(108, 3));
        var intact = Png(stream => PngCodec.WriteGray8(stream, image)).ToArray();
        Gen.Select(Gen.Int[0, intact.Length - 1], Gen.Byte, Gen.Int[0, intact.Length]).Sample((position, value, length) =>
        {
            var damaged = intact.ToArray();
            damaged[position] = value;
            try
            {
                PngCodec.ReadGray(new MemoryStream(damaged, 0, length));
            }
            catch (ImageFormatException e)
            {
                Assert.NotEmpty(e.Code);
            }
        });
    }

    private static MemoryStream Png(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        stream.Position = 0;
        return stream;
    }

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
