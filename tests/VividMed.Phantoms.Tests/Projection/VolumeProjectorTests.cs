using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Phantoms.Projection;

namespace VividMed.Phantoms.Tests.Projection;

public sealed class VolumeProjectorTests
{
    private static readonly ProjectionBeam Frontal = new("PA", 101, 81, 4);

    [Theory]
    [InlineData("PA", 200)]
    [InlineData("AP", 200)]
    [InlineData("LATERAL", 320)]
    public void Water_takes_as_much_of_the_beam_as_its_thickness_says(string view, double thickness)
    {
        var (water, labels) = Body(static (_, _, _) => true);
        var shadow = VolumeProjector.Project(water, labels, 1, Frontal with { View = view });

        var middle = At(shadow, 50, 40);
        Assert.Equal(thickness * Attenuation.WaterPerMm, shadow.Integrals[middle], 2);
        Assert.Equal(thickness, shadow.Paths[0][middle], 2);
        Assert.Equal(0, shadow.Integrals[At(shadow, 0, 0)]);
    }

    [Fact]
    public void Air_takes_nothing_and_bone_more_than_water()
    {
        Assert.Equal(0, Attenuation.PerMm(-1000));
        Assert.Equal(0, Attenuation.PerMm(-8000));
        Assert.Equal(Attenuation.PerMm(3071), Attenuation.PerMm(31_900));
        Gen.Select(Gen.Double[-1000, 3071], Gen.Double[-1000, 3071]).Sample(static (a, b) => Attenuation.PerMm(Math.Min(a, b)) <= Attenuation.PerMm(Math.Max(a, b)));
    }

    [Theory]
    [InlineData("PA")]
    [InlineData("AP")]
    public void The_patient_s_right_is_on_the_image_s_left_and_the_head_on_top_whichever_way_the_beam_went(string view)
    {
        var (right, head) = (Middle(view, static (x, _, _) => x > 100), Middle(view, static (_, _, z) => z > 60));

        Assert.InRange(right.Column, 0, 35);
        Assert.InRange(head.Row, 0, 30);
    }

    [Fact]
    public void A_lateral_view_has_the_front_on_its_left() => Assert.InRange(Middle("LATERAL", static (_, y, _) => y > 60).Column, 0, 40);

    [Fact]
    public void What_lies_nearer_to_the_source_is_shown_larger()
    {
        var (front, back) = (Width("PA", front: true), Width("PA", front: false));
        var atBed = Width("AP", front: true);

        Assert.Equal(1800.0 / (1800 - 170 + 80), front / 80, 0.05);
        Assert.Equal(1800.0 / (1800 - 170 - 80), back / 80, 0.05);
        Assert.True(atBed > front);

        static double Width(string view, bool front)
        {
            var (volume, labels) = Body((x, y, z) => Math.Abs(x) < 40 && Math.Abs(z) < 40 && Math.Abs(y - (front ? 80 : -80)) < 10);
            var shadow = VolumeProjector.Project(volume, labels, 1, new ProjectionBeam(view, 401, 3, 1));
            return Enumerable.Range(0, 401).Count(column => shadow.Paths[0][At(shadow, column, 1)] > 10);
        }
    }

    [Fact]
    public void The_order_of_the_voxels_does_not_change_the_shadow()
    {
        var (volume, labels) = Body(static (x, y, z) => x > 20 && y < 30 && z > -10);
        var turned = new Volume(volume.Width, volume.Height, volume.Depth, [.. volume.Voxels.Reverse()], Turned(volume));
        var (first, second) = (VolumeProjector.Project(volume, labels, 1, Frontal), VolumeProjector.Project(turned, labels.Reverse().ToArray(), 1, Frontal));

        for (var i = 0; i < first.Integrals.Length; i++) Assert.Equal(first.Integrals[i], second.Integrals[i], 0.01);

        static Affine Turned(Volume volume)
        {
            var a = volume.VoxelToWorld;
            var (x, y, z) = a.Apply(volume.Width - 1, volume.Height - 1, volume.Depth - 1);
            return new Affine(-a.Xi, -a.Xj, -a.Xk, x, -a.Yi, -a.Yj, -a.Yk, y, -a.Zi, -a.Zj, -a.Zk, z);
        }
    }

    [Fact]
    public void A_turned_and_shifted_detector_moves_the_picture_and_not_what_it_shows()
    {
        var (volume, labels) = Body(static (x, y, z) => (x * x) + (y * y) + (z * z) < 2500);
        var (straight, moved) = (VolumeProjector.Project(volume, labels, 1, Frontal), VolumeProjector.Project(volume, labels, 1, Frontal with { Roll = 0.3, ShiftMm = (40, -20) }));

        Assert.Equal(straight.Paths[0].Max(), moved.Paths[0].Max(), 3.0);
        Assert.Equal(straight.Paths[0].Sum(), moved.Paths[0].Sum(), 0.03 * straight.Paths[0].Sum());
        Assert.True(Centroid(moved).Column < Centroid(straight).Column - 8);
    }

    [Fact]
    public void Labels_of_another_grid_and_unknown_views_are_refused()
    {
        var (volume, labels) = Body(static (_, _, _) => true);
        Assert.Throws<ArgumentException>(() => VolumeProjector.Project(volume, labels.AsSpan(1), 1, Frontal));
        Assert.Throws<ArgumentOutOfRangeException>(() => VolumeProjector.Project(volume, labels, 33, Frontal));
        Assert.Throws<ArgumentException>(() => VolumeProjector.Project(volume, labels, 1, Frontal with { View = "OBLIQUE" }));
    }

    private static (double Column, double Row) Middle(string view, Func<double, double, double, bool> part)
    {
        var (volume, labels) = Body(part);
        return Centroid(VolumeProjector.Project(volume, labels, 1, Frontal with { View = view }));
    }

    private static (double Column, double Row) Centroid(Shadow shadow)
    {
        var (column, row, all) = (0.0, 0.0, 0.0);
        for (var at = 0; at < shadow.Paths[0].Length; at++)
        {
            var path = shadow.Paths[0][at];
            (column, row, all) = (column + (path * (at % shadow.Width)), row + (path * (at / shadow.Width)), all + path);
        }

        return (column / all, row / all);
    }

    /// <summary>A block of water of 320 x 200 x 160 mm in air, and the part of it that has the label.</summary>
    private static (Volume Volume, uint[] Labels) Body(Func<double, double, double, bool> part)
    {
        var (width, height, depth) = (80, 50, 40);
        var voxels = new float[width * height * depth];
        var labels = new uint[voxels.Length];
        var affine = Affine.Scale(4, 4, 4, -158, -98, -78);
        for (var at = 0; at < voxels.Length; at++)
        {
            var (x, y, z) = affine.Apply(at % width, at / width % height, at / (width * height));
            if (part(x, y, z)) labels[at] = 1;
        }

        return (new Volume(width, height, depth, voxels, affine), labels);
    }

    private static int At(Shadow shadow, int column, int row) => (row * shadow.Width) + column;
}
