using CsCheck;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging.Geometry;

namespace VividMed.Grounding.Tests;

public sealed class BodyFrameTests
{
    private static readonly Gen<double> Coefficient = Gen.Double[-3, 3];

    private static readonly Gen<Affine> AnyAffine = Coefficient.Array[12].Select(static c => new Affine(
        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11]));

    private static readonly Gen<Box> AnyBox = Gen.Double[0, 20].Array[6].Select(static c => new Box(
        Math.Min(c[0], c[1]), Math.Min(c[2], c[3]), Math.Min(c[4], c[5]),
        Math.Max(c[0], c[1]), Math.Max(c[2], c[3]), Math.Max(c[4], c[5])));

    [Fact]
    public void A_box_in_a_volume_covers_just_the_corners_that_its_affine_moves() =>
        Gen.Select(AnyAffine, AnyBox).Sample(static (affine, box) =>
        {
            var corners =
                from x in (double[])[box.X0, box.X1]
                from y in (double[])[box.Y0, box.Y1]
                from z in (double[])[box.Z0, box.Z1]
                select affine.Apply(x - 0.5, y - 0.5, z - 0.5);
            var body = new BodyFrame(Scene.Volume with { Affine = affine }).Of(box);
            return Near(corners.Min(static at => at.X), body.R0) && Near(corners.Max(static at => at.X), body.R1)
                && Near(corners.Min(static at => at.Y), body.A0) && Near(corners.Max(static at => at.Y), body.A1)
                && Near(corners.Min(static at => at.Z), body.S0) && Near(corners.Max(static at => at.Z), body.S1);
        });

    [Fact]
    public void A_voxel_lies_in_the_middle_of_its_own_box() =>
        Gen.Select(AnyAffine, Gen.Int[0, 39], Gen.Int[0, 39], Gen.Int[0, 19]).Sample(static (affine, x, y, z) =>
        {
            var frame = new BodyFrame(Scene.Volume with { Affine = affine });
            return Near(frame.Right((x, y, z)), frame.Of(new Box(x, y, z, x + 1, y + 1, z + 1)).CenterR);
        });

    [Fact]
    public void A_radiograph_without_directions_is_seen_from_the_front_with_the_head_up()
    {
        var frame = new BodyFrame(Scene.Radiograph);

        // The patient's right is on the image's left; the depth of a radiograph is nothing.
        Assert.Equal(new BodyBox(-29.5, -9.5, 0, 0, -49.5, -39.5), frame.Of(Box.Flat(10, 40, 30, 50)));
        Assert.Equal(new BodyBox(-99.5, 0.5, 0, 0, -99.5, 0.5), frame.Whole);
        Assert.True(frame.Right((0, 50, 0)) > frame.Right((99, 50, 0)));
        Assert.False(frame.IsMetric);
    }

    [Fact]
    public void A_radiographs_spacing_makes_millimeters_of_pixels()
    {
        var frame = new BodyFrame(Scene.Radiograph with { SpacingMm = [0.5, 0.25, 1] });

        Assert.Equal((50.0, 25.0), (frame.Whole.Width, frame.Whole.Height));
        Assert.Equal((true, 0.125), (frame.IsMetric, frame.VoxelVolume));
    }

    [Theory]
    [InlineData("PA", true)]
    [InlineData("AP AXIAL", true)]
    [InlineData("", true)]
    [InlineData("PA LLD", true)]
    [InlineData("LATERAL", false)]
    [InlineData("XTABLE LATERAL", false)]
    [InlineData("lateral", false)]
    [InlineData("ll", false)]
    [InlineData("RL", false)]
    [InlineData("LPO", false)]
    [InlineData("AP OBLIQUE", false)]
    public void Only_a_view_from_the_front_or_the_back_tells_sides(string view, bool tells) =>
        Assert.Equal(tells, new BodyFrame(Scene.Radiograph with { View = view }).TellsSides);

    [Fact]
    public void A_volume_tells_sides_and_sizes_by_its_affine()
    {
        var lost = new BodyFrame(Scene.Volume with { Affine = null, SpacingMm = null });
        var sized = new BodyFrame(Scene.Volume with { Affine = null });
        var mirrored = new BodyFrame(Scene.Volume with { Affine = Affine.Scale(-2, 3, 4) });

        Assert.Equal((false, false), (lost.TellsSides, lost.IsMetric));
        Assert.Equal((false, true), (sized.TellsSides, sized.IsMetric));
        Assert.Equal((true, true, 24.0), (mirrored.TellsSides, mirrored.IsMetric, mirrored.VoxelVolume));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
