using CsCheck;
using VividMed.Imaging;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

/// <summary>The expected pixels were computed apart from this code, with exact fractions for the weights and Pillow's fixed-point rule.</summary>
public sealed class RadiographResizeTests
{
    public static TheoryData<int, int, int, int, byte[]> Pillow => new()
    {
        { 11, 7, 4, 3, [34, 115, 115, 138, 70, 133, 118, 119, 105, 141, 110, 107] },
        {
            5, 4, 9, 7,
            [
                5, 7, 11, 21, 33, 52, 73, 101, 117, 10, 12, 17, 27, 40, 60, 81, 110, 126, 17, 20, 26, 38, 51, 72, 94, 123, 140, 25, 28, 35, 48, 62, 84, 107, 137, 155,
                32, 36, 44, 57, 72, 95, 120, 151, 169, 39, 44, 53, 67, 83, 107, 132, 164, 183, 44, 49, 58, 73, 90, 114, 140, 173, 192,
            ]
        },
        {
            16, 16, 16, 5,
            [
                23, 35, 60, 99, 152, 174, 45, 140, 139, 116, 144, 140, 117, 127, 129, 117, 61, 81, 115, 163, 175, 68, 135, 126, 101, 120, 123, 97, 151, 120, 101, 109,
                103, 132, 176, 173, 66, 134, 173, 91, 158, 104, 132, 155, 118, 102, 126, 163, 144, 183, 166, 59, 128, 153, 89, 176, 93, 161, 140, 113, 113, 137, 150, 141,
                182, 229, 44, 111, 201, 57, 166, 87, 188, 100, 119, 138, 143, 111, 122, 109,
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Pillow))]
    public void Pillows_resize_is_reproduced_bit_for_bit(int width, int height, int newWidth, int newHeight, byte[] expected) =>
        Assert.Equal(expected, RadiographResize.Resize(Sample(width, height), newWidth, newHeight, ResizeFilter.Pillow).Pixels);

    [Fact]
    public void Vectors_of_pixels_give_what_single_ones_give() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 40], Gen.Int[1, 60], Gen.Int[1, 40], Gen.Int).Sample(static (width, height, newWidth, newHeight, seed) =>
        {
            var pixels = new byte[width * height];
            new Random(seed).NextBytes(pixels);
            var rows = newWidth == width ? pixels : Lines(pixels, width, height, newWidth);
            var expected = newHeight == height
                ? rows
                : Transposed(Lines(Transposed(rows, newWidth, height), height, newWidth, newHeight), newHeight, newWidth);

            Assert.Equal(expected, RadiographResize.Resize(new GrayImage(width, height, pixels), newWidth, newHeight, ResizeFilter.Pillow).Pixels);
        });

    /// <summary>Each line by itself, tap by tap.</summary>
    private static byte[] Lines(byte[] pixels, int from, int lines, int to)
    {
        var taps = new PillowTaps(from, to);
        var resized = new byte[to * lines];
        for (var line = 0; line < lines; line++)
        {
            for (var x = 0; x < to; x++)
            {
                var sum = 1 << (PillowTaps.Precision - 1);
                for (var i = 0; i < taps.Weights(x).Length; i++) sum += pixels[(line * from) + taps.First(x) + i] * taps.Weights(x)[i];
                resized[(line * to) + x] = (byte)Math.Clamp(sum >> PillowTaps.Precision, 0, 255);
            }
        }

        return resized;
    }

    private static byte[] Transposed(byte[] pixels, int width, int height) =>
        [.. Enumerable.Range(0, width).SelectMany(x => Enumerable.Range(0, height).Select(y => pixels[(y * width) + x]))];

    [Fact]
    public void Equalizing_before_the_resize_differs_from_equalizing_after_it()
    {
        var image = Sample(48, 40);
        var before = RadiographResize.Resize(RadiographPixels.Equalize(image), 12, 10, ResizeFilter.Pillow);
        var after = RadiographPixels.Equalize(RadiographResize.Resize(image, 24, 20, ResizeFilter.Pillow));

        Assert.Equal(260426, RadiographPixels.Equalize(image).Pixels.Sum(static pixel => pixel));
        Assert.Equal([80, 131, 135, 128, 138, 137, 136, 129, 145, 151], before.Pixels[..10]);
        Assert.Equal([0, 2, 255, 30, 255, 255, 255, 71, 19, 255], after.Pixels[..10]);
    }

    [Fact]
    public void Plain_bilinear_looks_at_two_pixels_an_axis_whatever_the_reduction()
    {
        // Output 0 of 2 lies at (0.5 * 8 / 2) - 0.5 = 1.5: between pixels 1 and 2.
        var image = new GrayImage(8, 1, [0, 100, 50, 0, 255, 255, 255, 255]);
        Assert.Equal([75, 255], RadiographResize.Resize(image, 2, 1, ResizeFilter.Bilinear).Pixels);
    }

    [Theory]
    [InlineData(ResizeFilter.Pillow)]
    [InlineData(ResizeFilter.Bilinear)]
    public void A_picture_of_one_value_stays_one_value_in_any_size(ResizeFilter filter)
    {
        foreach (var (width, height) in ((int, int)[])[(1, 1), (1, 9), (300, 2), (7, 131)])
        {
            var image = new GrayImage(width, height, [.. Enumerable.Repeat((byte)201, width * height)]);
            Assert.All(RadiographResize.Resize(image, 17, 5, filter).Pixels, static pixel => Assert.Equal(201, pixel));
        }
    }

    private static GrayImage Sample(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => (byte)((((i % width) * (i % width) * 7) + (i / width * 13) + ((i % width) * (i / width) * 3) + 5) % 256))]);
}
