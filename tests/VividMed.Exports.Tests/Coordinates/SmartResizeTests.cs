using CsCheck;
using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Tests.Coordinates;

/// <summary>The resize of Qwen's processors, by what they promise and by sizes worked out by hand.</summary>
public sealed class SmartResizeTests
{
    [Theory]
    [InlineData(1001, 777, 1008, 784)]
    [InlineData(28, 28, 56, 56)]
    [InlineData(3056, 2544, 3052, 2548)]
    [InlineData(42, 70, 56, 56)] // halves go to the even number: 1.5 to 2, and 2.5 to 2
    public void Sizes_are_those_of_the_processor(int width, int height, int toWidth, int toHeight) =>
        Assert.Equal(new PictureSize(toWidth, toHeight), SmartResize.Published.Of(new(width, height)));

    [Fact]
    public void A_picture_that_is_too_large_shrinks_below_the_limit() =>
        Assert.Equal(new PictureSize(1120, 868), new SmartResize(3136, 1_003_520).Of(new(2500, 1950)));

    [Fact]
    public void Sides_are_multiples_of_28_within_the_limits() =>
        Gen.Select(Gen.Int[31, 6000], Gen.Int[31, 6000], Gen.Int[64, 1280]).Sample((width, height, most) =>
        {
            var resize = new SmartResize(4 * 784, most * 784);
            var size = resize.Of(new(width, height));
            return size.Width % 28 == 0 && size.Height % 28 == 0 && size is { Width: > 0, Height: > 0 }
                && ((long)size.Width * size.Height <= resize.MaxPixels || Math.Min(size.Width, size.Height) == 28) && (long)size.Width * size.Height >= resize.MinPixels;
        });

    [Fact]
    public void A_picture_200_times_as_long_as_wide_is_refused() =>
        Assert.Equal("picture-too-narrow", Assert.Throws<ExportException>(() => SmartResize.Published.Of(new(10, 2001))).Code);
}
