using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

public sealed class RadiographFrameTests
{
    private static readonly RadiographPreprocessing Preparation = new(3, 256, 256, [new ResizeStep(ResizeMode.Longest)], 0, 1);

    [Fact]
    public void A_box_comes_back_where_it_was_for_any_shape_of_image() =>
        Gen.Select(Gen.Int[1, 4000], Gen.Int[1, 4000], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Enum<ResizeMode>(), Gen.Enum<PaddingSide>())
            .Sample((width, height, a, b, c, d, mode, side) =>
            {
                var frame = RadiographFrame.For(width, height, Preparation with { Steps = [new ResizeStep(mode, ShortSide: mode == ResizeMode.Shortest ? 200 : null)], Padding = side });
                var box = Box.Flat(Math.Min(a, b) * width, Math.Min(c, d) * height, Math.Max(a, b) * width, Math.Max(c, d) * height);
                var (x0, y0, x1, y1) = frame.ToPadded(box);
                var back = frame.ToOriginal(Box.Flat(x0, y0, x1, y1), BoxFrame.Padded, DetectionFormat.DetrRaw);
                return x1 <= 1 + 1e-12 && y1 <= 1 + 1e-12
                    && Math.Abs(back.X0 - box.X0) < 1e-6 && Math.Abs(back.Y0 - box.Y0) < 1e-6 && Math.Abs(back.X1 - box.X1) < 1e-6 && Math.Abs(back.Y1 - box.Y1) < 1e-6;
            });

    [Theory]
    [InlineData(512, 256, 256, 128)]
    [InlineData(333, 1000, 85, 256)]
    [InlineData(100, 100, 256, 256)]
    [InlineData(4000, 1, 256, 1)]
    public void The_longest_side_becomes_the_models_size(int width, int height, int resizedWidth, int resizedHeight)
    {
        var frame = RadiographFrame.For(width, height, Preparation);
        Assert.Equal((resizedWidth, resizedHeight), (frame.ResizedWidth, frame.ResizedHeight));
    }

    [Theory]
    [InlineData(BoxFrame.Padded, DetectionFormat.DetrRaw, 512, 256)]
    [InlineData(BoxFrame.Unpadded, DetectionFormat.DetrRaw, 512, 128)]
    public void Shares_are_of_the_padded_square_or_of_the_image(BoxFrame reference, DetectionFormat format, double width, double height)
    {
        var box = RadiographFrame.For(512, 256, Preparation).ToOriginal(Box.Flat(0, 0, 1, 0.5), reference, format);
        Assert.Equal(Box.Flat(0, 0, width, height), box);
    }

    [Theory]
    [InlineData(BoxFrame.Padded, 200)]
    [InlineData(BoxFrame.Original, 100)]
    public void Decoded_boxes_are_pixels_of_their_frame(BoxFrame reference, double right)
    {
        var box = RadiographFrame.For(512, 512, Preparation).ToOriginal(Box.Flat(0, 0, 100, 100), reference, DetectionFormat.Decoded);
        Assert.Equal(right, box.X1);
    }

    [Fact]
    public void Boxes_are_cut_at_the_images_border()
    {
        var box = RadiographFrame.For(512, 256, Preparation).ToOriginal(Box.Flat(-0.5, -0.5, 2, 2), BoxFrame.Padded, DetectionFormat.DetrRaw);
        Assert.Equal(Box.Flat(0, 0, 512, 256), box);
    }
}
