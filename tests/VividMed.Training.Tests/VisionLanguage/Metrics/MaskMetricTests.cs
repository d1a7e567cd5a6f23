using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Metrics;

public sealed class MaskMetricTests
{
    [Fact]
    public void Voxels_apart_agree_from_the_tolerance_that_spans_them()
    {
        var (first, second) = (Cube(5, (2, 2, 2), 1), Cube(5, (2, 2, 3), 1));

        Assert.Equal(0, SurfaceDice.Of(first, second, (1, 1, 2.5), tolerance: 2));
        Assert.Equal(1, SurfaceDice.Of(first, second, (1, 1, 2.5), tolerance: 2.5));
        Assert.Equal(1, SurfaceDice.Of(first, second, (1, 1, 2), tolerance: 2));
    }

    [Fact]
    public void The_inside_of_a_mask_is_no_surface()
    {
        var shell = Cube(7, (1, 1, 1), 5).Except(Cube(7, (3, 3, 3), 1));

        // 98 voxels of the outer surface are shared; taking the middle out adds its six neighbors to one of the two.
        Assert.Equal(2.0 * 98 / (98 + 98 + 6), SurfaceDice.Of(Cube(7, (1, 1, 1), 5), shell, (1, 1, 1), tolerance: 0), 12);
    }

    [Fact]
    public void Two_empty_masks_agree_and_one_of_them_does_not()
    {
        Assert.Equal(1, SurfaceDice.Of(new Mask(4, 4, 1), new Mask(4, 4, 1), (1, 1, 1), 1));
        Assert.Equal(0, SurfaceDice.Of(Cube(4, (0, 0, 0), 2), new Mask(4, 4, 4), (1, 1, 1), 1));
    }

    [Fact]
    public void Connected_parts_are_paired_with_true_instances_one_to_one()
    {
        var predicted = Cube(12, (0, 0, 0), 3).Or(Cube(12, (6, 6, 6), 2)).Or(Cube(12, (0, 9, 0), 1));

        var counts = InstanceScore.Of(predicted, [Cube(12, (0, 0, 0), 2), Cube(12, (10, 10, 10), 2)]);

        Assert.Equal(new InstanceCounts(Right: 1, Given: 3, Wanted: 2), counts);
        Assert.Equal(0.4, InstanceScore.F1([counts]));
        Assert.Null(InstanceScore.F1([]));
    }

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.0999, false)]
    public void A_hit_begins_at_a_Dice_of_a_tenth(double dice, bool hit) => Assert.Equal(hit, InstanceScore.IsHit(dice));

    private static Mask Cube(int size, (int X, int Y, int Z) at, int side)
    {
        var mask = new Mask(size, size, size);
        for (var z = at.Z; z < at.Z + side; z++)
        {
            for (var y = at.Y; y < at.Y + side; y++)
            {
                for (var x = at.X; x < at.X + side; x++) mask[x, y, z] = true;
            }
        }

        return mask;
    }
}
