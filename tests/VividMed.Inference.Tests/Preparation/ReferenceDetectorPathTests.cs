using VividMed.Imaging;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

/// <summary>
/// The path of VividMed's detector: long side to the square, equalized after the resize, detectron2's mean and deviation on 0..255,
/// zeros to the right and below.
/// </summary>
public sealed class ReferenceDetectorPathTests
{
    private static readonly RadiographPreprocessing VividMed = new(
        3, 48, 48, [new ResizeStep(ResizeMode.Longest), new EqualizeStep(), new NormalizeStep([123.675, 116.28, 103.53], [58.395, 57.12, 57.375])], PadValue: 0, BatchHint: 1);

    [Fact]
    public void Every_value_is_the_equalized_pixel_normalized_in_float32_and_the_rest_is_zero()
    {
        var image = new GrayImage(96, 60, [.. Enumerable.Range(0, 96 * 60).Select(static i => (byte)((i * 31 % 97) + 40))]);
        var resized = RadiographPixels.Equalize(RadiographResize.Resize(image, 48, 30, ResizeFilter.Pillow));
        var tensor = new float[3 * 48 * 48];
        RadiographPreparation.Prepare(image, VividMed, tensor);

        (float Mean, float Std)[] channels = [(123.675f, 58.395f), (116.28f, 57.12f), (103.53f, 57.375f)];
        for (var i = 0; i < tensor.Length; i++)
        {
            var (channel, y, x) = (i / (48 * 48), i / 48 % 48, i % 48);
            var expected = y < 30 ? (resized.Pixels[(y * 48) + x] - channels[channel].Mean) / channels[channel].Std : 0;
            Assert.Equal(expected, tensor[i]);
        }
    }

    [Theory]
    [InlineData(2000, 2500, 1229, 1536)]
    [InlineData(3056, 2544, 1536, 1279)]
    [InlineData(1536, 1536, 1536, 1536)]
    public void The_long_side_becomes_1536_and_the_other_is_rounded_half_up(int width, int height, int resizedWidth, int resizedHeight)
    {
        var frame = RadiographFrame.For(width, height, VividMed with { Width = 1536, Height = 1536 });
        Assert.Equal((resizedWidth, resizedHeight, 0, 0), (frame.ResizedWidth, frame.ResizedHeight, frame.Left, frame.Top));
    }

    [Theory]
    [InlineData(1000, 2000, 667, 1333)]
    [InlineData(900, 1000, 800, 889)]
    public void The_original_DINO_takes_the_short_side_to_800_unless_the_long_one_would_pass_1333(int width, int height, int resizedWidth, int resizedHeight)
    {
        var frame = RadiographFrame.For(width, height, VividMed with { Width = 1333, Height = 1333, Steps = [new ResizeStep(ResizeMode.Shortest, ShortSide: 800)] });
        Assert.Equal((resizedWidth, resizedHeight), (frame.ResizedWidth, frame.ResizedHeight));
    }

    [Fact]
    public void A_letterbox_lies_in_the_middle()
    {
        var frame = RadiographFrame.For(1280, 720, VividMed with { Width = 640, Height = 640, Padding = PaddingSide.Both });
        Assert.Equal((640, 360, 0, 140), (frame.ResizedWidth, frame.ResizedHeight, frame.Left, frame.Top));
    }
}
