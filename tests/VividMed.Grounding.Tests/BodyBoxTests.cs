using CsCheck;
using VividMed.Grounding.Anatomy;

namespace VividMed.Grounding.Tests;

public sealed class BodyBoxTests
{
    private static readonly Gen<BodyBox> AnyBox = Gen.Int[0, 6].Array[6].Select(static c => new BodyBox(
        Math.Min(c[0], c[1]), Math.Max(c[0], c[1]),
        Math.Min(c[2], c[3]), Math.Max(c[2], c[3]),
        Math.Min(c[4], c[5]), Math.Max(c[4], c[5])));

    [Fact]
    public void The_share_in_another_box_is_that_of_the_cells_counted_one_by_one() =>
        Gen.Select(AnyBox.Where(static box => box is { Width: > 0, Height: > 0 } && box.A1 > box.A0), AnyBox).Sample(static (box, other) =>
        {
            var (all, inside) = (0, 0);
            for (var cell = 0; cell < 6 * 6 * 6; cell++)
            {
                if (!Holds(box, cell)) continue;
                all++;
                if (Holds(other, cell)) inside++;
            }

            return Math.Abs(box.ShareIn(other) - ((double)inside / all)) < 1e-12;
        });

    [Fact]
    public void What_has_no_extent_in_a_direction_is_judged_by_the_others()
    {
        var flat = new BodyBox(0, 10, 5, 5, 0, 10);

        Assert.Equal(0.25, flat.ShareIn(new BodyBox(5, 20, 100, 200, 5, 20)));
        Assert.Equal(0, flat.ShareIn(new BodyBox(20, 30, 0, 10, 0, 10)));
    }

    [Fact]
    public void A_union_holds_both_and_nothing_smaller_does() =>
        Gen.Select(AnyBox, AnyBox).Sample(static (a, b) =>
        {
            var union = a.Union(b);
            return a.ShareIn(union) == 1 && b.ShareIn(union) == 1 && union == b.Union(a)
                && (union.R0 == a.R0 || union.R0 == b.R0)
                && (union.A1 == a.A1 || union.A1 == b.A1)
                && (union.S0 == a.S0 || union.S0 == b.S0);
        });

    [Fact]
    public void Boxes_touch_where_they_share_a_point_and_grown_far_enough_they_all_do() =>
        Gen.Select(AnyBox, AnyBox).Sample(static (a, b) =>
        {
            var meets = Math.Max(a.R0, b.R0) <= Math.Min(a.R1, b.R1)
                && Math.Max(a.A0, b.A0) <= Math.Min(a.A1, b.A1)
                && Math.Max(a.S0, b.S0) <= Math.Min(a.S1, b.S1);
            return a.Touches(b) == meets && b.Touches(a) == meets && a.Grow(6).Touches(b);
        });

    [Fact]
    public void Growing_moves_every_face_and_no_center()
    {
        var grown = new BodyBox(0, 2, 10, 14, 20, 26).Grow(1);

        Assert.Equal(new BodyBox(-1, 3, 9, 15, 19, 27), grown);
        Assert.Equal((1.0, 23.0, 4.0, 8.0), (grown.CenterR, grown.CenterS, grown.Width, grown.Height));
    }

    private static bool Holds(BodyBox box, int cell)
    {
        var (r, a, s) = ((cell % 6) + 0.5, (cell / 6 % 6) + 0.5, (cell / 36) + 0.5);
        return box.R0 < r && r < box.R1 && box.A0 < a && a < box.A1 && box.S0 < s && s < box.S1;
    }
}
