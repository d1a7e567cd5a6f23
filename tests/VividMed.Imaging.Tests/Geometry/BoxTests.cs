using System.Text.Json;
using CsCheck;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Tests.Geometry;

public sealed class BoxTests
{
    private static readonly Gen<Box> Boxes = Gen.Select(Gen.Double[-20, 20].Array[3], Gen.Double[0.5, 15].Array[3])
        .Select(static (low, size) => new Box(low[0], low[1], low[2], low[0] + size[0], low[1] + size[1], low[2] + size[2]));

    [Fact]
    public void Half_a_box_on_another_shares_a_third_of_both() =>
        Assert.Equal(1 / 3.0, Box.Flat(0, 0, 2, 1).IoU(Box.Flat(1, 0, 3, 1)), 12);

    [Fact]
    public void Boxes_apart_or_empty_share_nothing()
    {
        Assert.Equal(0, Box.Flat(0, 0, 1, 1).IoU(Box.Flat(1, 0, 2, 1)));
        Assert.Equal(0, default(Box).IoU(default));
        Assert.Equal(0, default(Box).GeneralizedIoU(default));
    }

    [Fact]
    public void The_generalized_overlap_tells_near_from_far()
    {
        var box = Box.Flat(0, 0, 2, 2);
        Assert.Equal(-0.2, box.GeneralizedIoU(Box.Flat(3, 0, 5, 2)), 12);
        Assert.Equal(-0.6, box.GeneralizedIoU(Box.Flat(8, 0, 10, 2)), 12);
    }

    [Fact]
    public void Overlaps_do_not_depend_on_the_order_of_the_boxes_and_keep_their_bounds() => Gen.Select(Boxes, Boxes).Sample(static (a, b) =>
    {
        var (plain, generalized) = (a.IoU(b), a.GeneralizedIoU(b));
        Assert.Equal(plain, b.IoU(a), 12);
        Assert.Equal(generalized, b.GeneralizedIoU(a), 12);
        Assert.InRange(plain, 0, 1);
        Assert.InRange(generalized, -1, plain + 1e-12); // boxes whose hull is their union: the same but for rounding
        Assert.Equal(1, a.IoU(a), 12);
        Assert.Equal(1, a.GeneralizedIoU(a), 12);
    });

    [Fact]
    public void The_hull_holds_both_boxes_and_no_more() => Gen.Select(Boxes, Boxes).Sample(static (a, b) =>
    {
        var hull = a.Hull(b);
        Assert.Equal((a, b), (a.Intersect(hull), b.Intersect(hull)));
        Assert.True(hull.X0 == a.X0 || hull.X0 == b.X0);
        Assert.True(hull.Z1 == a.Z1 || hull.Z1 == b.Z1);
    });

    [Fact]
    public void Its_JSON_is_what_kept_results_hold() => Assert.Equal(
        """{"x0":1,"y0":2,"z0":0,"x1":3,"y1":6,"z1":1,"volume":8,"centreX":2,"centreY":4,"centreZ":0.5}""",
        JsonSerializer.Serialize(Box.Flat(1, 2, 3, 6), JsonSerializerOptions.Web));
}
