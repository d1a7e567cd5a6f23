using CsCheck;
using VividMed.Grounding.Anatomy;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class ThoraxTests
{
    private const double Margin = 0.02;

    private static readonly Candidate RightLung = Box("lung", 10, 10, 40, 90, side: Side.Right);
    private static readonly Candidate LeftLung = Box("lung", 70, 20, 95, 80, side: Side.Left);

    [Theory]
    [InlineData(20, Side.Right)]
    [InlineData(47.9, Side.Right)]
    [InlineData(48, Side.None)]
    [InlineData(50, Side.None)]
    [InlineData(52, Side.None)]
    [InlineData(52.1, Side.Left)]
    public void Without_lungs_the_middle_of_the_image_parts_the_sides(double x, Side side) => Assert.Equal(side, SideOf(At(x), Of()));

    [Fact]
    public void Between_two_lungs_lies_the_midline_and_one_lung_alone_moves_nothing()
    {
        // Centers at 25 and 82.5: the midline at 53.75.
        Assert.Equal(Side.Right, SideOf(At(51), Of(RightLung, LeftLung)));
        Assert.Equal(Side.None, SideOf(At(53.75), Of(RightLung, LeftLung)));
        Assert.Equal(Side.Left, SideOf(At(56), Of(RightLung, LeftLung)));
        Assert.Equal(Side.None, SideOf(At(51), Of(RightLung)));
    }

    [Fact]
    public void The_mirror_image_of_a_box_lies_on_the_other_side() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 40]).Sample(static (x, width) =>
        {
            var box = Imaging.Geometry.Box.Flat(x, 0, x + width, 10);
            var mirrored = Imaging.Geometry.Box.Flat(100 - box.X1, 0, 100 - box.X0, 10);
            var (side, other) = (SideOf(box, Of()), SideOf(mirrored, Of()));
            return Sides.Conflict(side, other) || (side, other) == (Side.None, Side.None);
        });

    [Fact]
    public void Of_several_outlines_the_surest_of_this_image_counts()
    {
        var surest = Box("lung", 5, 5, 35, 95, 0.8, Side.Right);

        Assert.Equal(
            (30.0, 90.0),
            Of(RightLung with { Score = 0.4 }, surest, RightLung with { Score = 0.99, Image = 1 }).RightLung is { } lung ? (lung.Width, lung.Height) : default);
    }

    [Fact]
    public void Both_lungs_are_a_pair_or_one_outline_of_both()
    {
        Assert.Null(Of(RightLung).Lungs);
        Assert.Equal((85.0, 80.0), Of(RightLung, LeftLung).Lungs is { } pair ? (pair.Width, pair.Height) : default);
        Assert.Equal(80.0, Of(Box("lung", 10, 10, 90, 90)).Lungs!.Value.Width);
        Assert.Null(Of(Box("heart", 30, 40, 70, 80, side: Side.Left)).Heart);
        Assert.Equal(40.0, Of(Box("heart", 30, 40, 70, 80)).Heart!.Value.Width);
    }

    [Fact]
    public void A_place_belongs_to_the_lung_of_its_side_and_else_to_both()
    {
        var both = Of(RightLung, LeftLung);

        Assert.Equal(both.RightLung, both.LungOf(At(20)));
        Assert.Equal(both.LeftLung, both.LungOf(At(80)));
        Assert.Equal(both.Lungs, both.LungOf(At(53.75)));
        Assert.Null(Of(RightLung).LungOf(At(80)));
        Assert.Equal(80.0, Of(Box("lung", 10, 10, 90, 90)).LungOf(At(80))!.Value.Width);
    }

    [Theory]
    [InlineData(10, 0.0)]
    [InlineData(50, 0.5)]
    [InlineData(90, 1.0)]
    [InlineData(100, 1.125)]
    public void Depth_runs_from_the_apex_to_the_base_of_its_own_lung(double y, double depth) =>
        Assert.Equal(depth, Of(RightLung, LeftLung).Depth(Imaging.Geometry.Box.Flat(20, y, 20, y))!.Value, 1e-12);

    [Fact]
    public void Depth_is_unknown_without_lungs_and_in_a_view_from_the_side()
    {
        Assert.Null(Of().Depth(At(20)));
        Assert.Null(new Thorax(Radiograph with { View = "LATERAL" }, 0, [RightLung, LeftLung], Margin).Depth(At(20)));
        Assert.Equal(Side.None, SideOf(At(20), new Thorax(Radiograph with { View = "LATERAL" }, 0, [], Margin)));
    }

    [Fact]
    public void In_a_volume_a_voxel_and_its_box_lie_on_the_same_side() =>
        Gen.Select(Gen.Int[0, 39], Gen.Bool).Sample(static (x, mirrored) =>
        {
            var thorax = new Thorax(Volume with { Affine = Imaging.Geometry.Affine.Scale(mirrored ? -8 : 8, 8, 8) }, 0, [], Margin);
            var side = thorax.SideOf((x, 20, 10));
            // 40 voxels: the middle lies between 19 and 20, whose centers are within the margin.
            var expected = x is 19 or 20 ? Side.None : (x > 19) != mirrored ? Side.Right : Side.Left;
            return side == expected && thorax.SideOf(new Imaging.Geometry.Box(x, 20, 10, x + 1, 21, 11)) == side;
        });

    private static Thorax Of(params Candidate[] candidates) => new(Radiograph, 0, candidates, Margin);

    private static Side SideOf(Imaging.Geometry.Box box, Thorax thorax) => thorax.SideOf(box);

    private static Imaging.Geometry.Box At(double x) => Imaging.Geometry.Box.Flat(x, 50, x, 50);
}
