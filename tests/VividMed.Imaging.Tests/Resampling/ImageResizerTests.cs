using CsCheck;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Tests.Resampling;

public sealed class ImageResizerTests
{
    [Fact]
    public void Halving_averages_blocks_of_four() =>
        Assert.Equal([25, 100], ImageResizer.Resize(new GrayImage(4, 2, [10, 20, 100, 100, 30, 40, 100, 100]), 2, 1).Pixels);

    [Fact]
    public void Doubling_interpolates_between_pixel_centers() =>
        Assert.Equal([0, 25, 75, 100], ImageResizer.Resize(new GrayImage(2, 1, [0, 100]), 4, 1).Pixels);

    [Fact]
    public void A_flat_image_stays_flat_at_every_size()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40], Gen.Byte).Sample((width, height, newWidth, newHeight, value) =>
        {
            var image = new GrayImage(width, height, [.. Enumerable.Repeat(value, width * height)]);
            var resized = ImageResizer.Resize(image, newWidth, newHeight);
            Assert.Equal((newWidth, newHeight), (resized.Width, resized.Height));
            Assert.All(resized.Pixels, pixel => Assert.Equal(value, pixel));
        });
    }

    [Fact]
    public void Shrinking_by_a_whole_factor_keeps_the_mean()
    {
        Gen.Int.Sample(seed =>
        {
            var pixels = new byte[60 * 60];
            new Random(seed).NextBytes(pixels);
            var resized = ImageResizer.Resize(new GrayImage(60, 60, pixels), 10, 12);
            Assert.Equal(pixels.Average(static value => value), resized.Pixels.Average(static value => value), 0.2);
        });
    }
}
