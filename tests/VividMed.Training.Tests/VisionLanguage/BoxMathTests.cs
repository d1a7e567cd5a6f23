using CsCheck;
using TorchSharp;
using VividMed.Imaging.Geometry;
using VividMed.Training.VisionLanguage.Losses;

namespace VividMed.Training.Tests.VisionLanguage;

public sealed class BoxMathTests
{
    private static readonly Gen<float[]> Boxes = Gen.Select(Gen.Float[0.2f, 0.8f].Array[3], Gen.Float[0.05f, 0.4f].Array[3], static (center, size) => (float[])[.. center, .. size]);

    [Fact]
    public void The_overlap_is_that_of_the_imaging_library() =>
        Gen.Select(Boxes, Boxes).Sample(static (a, b) => Assert.Equal(ToBox(a).IoU(ToBox(b)), BoxMath.IoU(a, b), 1e-4), iter: 300);

    [Fact]
    public void The_generalized_overlap_is_one_for_equal_boxes_and_negative_for_distant_ones()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.tensor(new[] { 0.2f, 0.2f, 0.5f, 0.1f, 0.1f, 1f });
        var b = torch.tensor(new[] { 0.8f, 0.8f, 0.5f, 0.1f, 0.1f, 1f });
        Assert.Equal(1, BoxMath.GeneralizedIoU(a, a).item<float>(), 1e-4);

        // Two tenth-sized squares in a hull of 0.7 x 0.7: -(0.49 - 0.02) / 0.49.
        Assert.Equal(-0.959, BoxMath.GeneralizedIoU(a, b).item<float>(), 1e-3);
    }

    private static Box ToBox(float[] b) =>
        new(b[0] - (b[3] / 2), b[1] - (b[4] / 2), b[2] - (b[5] / 2), b[0] + (b[3] / 2), b[1] + (b[4] / 2), b[2] + (b[5] / 2));
}
