using CsCheck;
using VividMed.Evaluation.Grounding;
using VividMed.Imaging.Geometry;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class BoxUnionTests
{
    private static readonly Gen<Box> AnyBox = Gen.Select(
        Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[0, 12], static (x0, y0, x1, y1) => Box.Flat(x0, y0, x1, y1));

    [Fact]
    public void Areas_are_those_that_counting_pixels_gives() =>
        Gen.Select(AnyBox.Array[0, 4], AnyBox.Array[0, 4]).Sample(static (first, second) =>
        {
            var (both, either) = (0, 0);
            for (var pixel = 0; pixel < 144; pixel++)
            {
                var (inFirst, inSecond) = (Array.Exists(first, box => Covers(box, pixel)), Array.Exists(second, box => Covers(box, pixel)));
                if (inFirst && inSecond) both++;
                if (inFirst || inSecond) either++;
            }

            return BoxUnion.Overlap(first, second) == (both, either);
        });

    [Fact]
    public void Order_repetition_and_scale_change_no_share() =>
        Gen.Select(AnyBox.Array[1, 4], AnyBox.Array[1, 4], Gen.Double[0.01, 100]).Sample(static (first, second, scale) =>
        {
            var (both, either) = BoxUnion.Overlap(first, second);
            var (scaledBoth, scaledEither) = BoxUnion.Overlap(Scale([.. second.Reverse(), second[0]], scale), Scale(first, scale));
            return Near(both * scale * scale, scaledBoth) && Near(either * scale * scale, scaledEither);
        });

    [Fact]
    public void Two_boxes_overlap_as_their_own_IoU_says() =>
        Gen.Select(AnyBox, AnyBox).Sample(static (a, b) =>
        {
            var (both, either) = BoxUnion.Overlap([a], [b]);
            return Near(a.IoU(b), either > 0 ? both / either : 0);
        });

    private static bool Covers(Box box, int pixel) =>
        box.X0 <= pixel % 12 && pixel % 12 < box.X1 && box.Y0 <= pixel / 12 && pixel / 12 < box.Y1;

    private static Box[] Scale(Box[] boxes, double by) =>
        Array.ConvertAll(boxes, box => Box.Flat(by * box.X0, by * box.Y0, by * box.X1, by * box.Y1));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a));
}
