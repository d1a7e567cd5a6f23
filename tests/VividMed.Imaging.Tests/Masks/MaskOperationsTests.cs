using CsCheck;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Tests.Masks;

public sealed class MaskOperationsTests
{
    [Fact]
    public void Set_operations_count_as_sets_do()
    {
        Gen.Select(Gens.Mask, Gen.Int).Sample((first, seed) =>
        {
            var random = new Random(seed);
            var second = new Mask(first.Width, first.Height, first.Depth);
            for (var i = 0L; i < second.Length; i++) second[i] = random.Next(2) == 0;

            var shared = first.And(second).Count();
            Assert.Equal(shared, MaskOverlap.Shared(first, second));
            Assert.Equal(first.Count() - shared, first.Except(second).Count());
            Assert.Equal(first.Count() + second.Count() - shared, first.Or(second).Count());
            var iou = MaskOverlap.IoU(first, second);
            Assert.Equal(2 * iou / (1 + iou), MaskOverlap.Dice(first, second), 1e-12);
        });
    }

    [Fact]
    public void The_centroid_is_the_mean_of_voxel_centers()
    {
        var mask = new Mask(9, 9, 3) { [2, 4, 0] = true, [4, 4, 2] = true };
        Assert.Equal((3, 4, 1), mask.Centroid());
        Assert.Null(new Mask(9, 9, 3).Centroid());
    }

    [Fact]
    public void Two_empty_masks_agree() => Assert.Equal((1, 1), (MaskOverlap.Dice(new(2, 2, 2), new(2, 2, 2)), MaskOverlap.IoU(new(2, 2, 2), new(2, 2, 2))));

    [Fact]
    public void Masks_of_different_grids_are_not_combined() => Assert.Throws<ArgumentException>(() => new Mask(2, 2, 2).And(new Mask(4, 2, 1)));
}
