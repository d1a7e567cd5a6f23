using CsCheck;
using VividMed.Evaluation.Grounding;
using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class RegionAgreementTests
{
    private static readonly Gen<bool[]> Voxels = Gen.Bool.Array[4 * 3 * 2];

    [Fact]
    public void Each_true_box_is_found_by_the_box_that_fits_it_best_and_by_no_other()
    {
        // The second fits the only true box better than the first; the third lies on nothing.
        var (right, found) = RegionAgreement.Match([Given(0, 0, 12, 10), Given(0, 0, 11, 10), Given(50, 50, 60, 60)], [True(0, 0, 10, 10)]);

        Assert.Equal([false, true, false], right);
        Assert.Equal([true], found);
    }

    [Theory]
    [InlineData(0, 0, 10, 5, true)]
    [InlineData(0, 0, 10, 4.9, false)]
    [InlineData(10, 0, 20, 10, false)]
    public void Boxes_agree_from_half_an_overlap_on(double x0, double y0, double x1, double y1, bool agrees)
    {
        Assert.Equal(agrees, RegionAgreement.Match([Given(x0, y0, x1, y1)], [True(0, 0, 10, 10)]).Right[0]);
        Assert.Equal(agrees, RegionAgreement.LiesOn(Given(x0, y0, x1, y1), True(0, 0, 10, 10)));
    }

    [Fact]
    public void Regions_of_different_images_never_agree()
    {
        var (given, other) = (Given(0, 0, 10, 10), True(0, 0, 10, 10) with { Image = 1 });

        Assert.Equal((false, false), (RegionAgreement.Match([given], [other]).Right[0], RegionAgreement.Match([given], [other]).Found[0]));
        Assert.False(RegionAgreement.LiesOn(given, other));
        Assert.False(RegionAgreement.Holds(given, other));
        Assert.Equal(0, RegionAgreement.IoU([given], [other]));
    }

    [Fact]
    public void One_mask_over_two_true_places_finds_both()
    {
        var (whole, left, right) = (Mask(0, 1, 2, 3), Mask(0, 1), Mask(2, 3));

        var (isRight, found) = RegionAgreement.Match([Given(whole)], [True(left), True(right)]);

        Assert.Equal([true], isRight);
        Assert.Equal([true, true], found);
    }

    [Fact]
    public void A_mask_that_lies_mostly_beside_the_only_true_place_is_wrong_though_it_finds_it()
    {
        var (right, found) = RegionAgreement.Match([Given(Mask(0, 1, 2, 3, 4))], [True(Mask(0, 1))]);

        Assert.Equal((false, true), (right[0], found[0]));
    }

    [Fact]
    public void Anatomy_holds_a_finding_that_lies_in_it_by_half()
    {
        Assert.True(RegionAgreement.Holds(Given(Mask(0, 1, 2)), True(Mask(2, 3))));
        Assert.False(RegionAgreement.Holds(Given(Mask(0, 1, 2)), True(Mask(2, 3, 4))));
        Assert.True(RegionAgreement.Holds(Given(0, 0, 5, 10), True(0, 0, 10, 10)));
        Assert.False(RegionAgreement.Holds(Given(0, 0, 4.9, 10), True(0, 0, 10, 10)));
    }

    [Fact]
    public void Dice_of_several_masks_is_that_of_their_unions_counted_voxel_by_voxel() =>
        Gen.Select(Voxels.Array[1, 3], Voxels.Array[1, 3]).Sample(static (given, wanted) =>
        {
            var (first, second) = (Covered(given), Covered(wanted));
            var total = first.Count + second.Count;
            var naive = total == 0 ? 1 : 2.0 * first.Intersect(second).Count() / total;
            return RegionAgreement.Dice(
                [.. given.Select(static mask => Given(Mask(mask)))],
                [.. wanted.Select(static mask => True(Mask(mask)))]) == naive;
        });

    [Fact]
    public void What_cannot_be_compared_has_no_overlap()
    {
        Assert.Null(RegionAgreement.Dice([], [True(Mask(0))]));
        Assert.Null(RegionAgreement.Dice([Given(Mask(0))], []));
        Assert.Null(RegionAgreement.Dice([Given(Mask(0)), Given(0, 0, 1, 1)], [True(Mask(0))]));
        Assert.Null(RegionAgreement.IoU([], [True(0, 0, 1, 1)]));
        Assert.Equal(0, RegionAgreement.IoU([Given(1, 1, 1, 1)], [True(2, 2, 2, 2)]));
    }

    [Fact]
    public void Masks_of_another_grid_share_nothing_and_are_compared_by_their_boxes()
    {
        var other = RunLengthMask.Encode(new Mask(4, 3, 1) { [0, 0, 0] = true });

        Assert.Equal(0, RegionAgreement.Dice([Given(Mask(0))], [True(other)]));
        Assert.True(RegionAgreement.LiesOn(Given(Mask(0)), True(other)));
    }

    [Fact]
    public void Boxes_of_several_images_count_image_by_image()
    {
        var (here, there) = (Given(0, 0, 10, 10), Given(0, 0, 10, 10) with { Image = 1 });

        Assert.Equal(0.5, RegionAgreement.IoU([here, there], [True(0, 0, 10, 10)]));
        Assert.Equal(1, RegionAgreement.IoU([here, there], [True(0, 0, 10, 10), True(0, 0, 10, 10) with { Image = 1 }]));
    }

    private static HashSet<int> Covered(bool[][] masks) => [.. Enumerable.Range(0, 24).Where(at => Array.Exists(masks, mask => mask[at]))];

    private static RunLengthMask Mask(params int[] set) => Mask([.. Enumerable.Range(0, 24).Select(at => set.Contains(at))]);

    private static RunLengthMask Mask(bool[] voxels)
    {
        var mask = new Mask(4, 3, 2);
        for (var at = 0; at < voxels.Length; at++) mask[at] = voxels[at];
        return RunLengthMask.Encode(mask);
    }

    private static Region Given(double x0, double y0, double x1, double y1) =>
        new(
            0, RegionShape.Box, "lung nodule", FindingKind.Abnormality, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), Mask: null, 0.9, "model",
            Grade.A, []);

    private static Region Given(RunLengthMask mask) =>
        Given(0, 0, 0, 0) with { Shape = RegionShape.Mask, Mask = mask, Box = mask.Decode().Bounds() ?? default };

    private static ReferenceRegion True(double x0, double y0, double x1, double y1) =>
        new(0, "lung nodule", FindingKind.Abnormality, Side.None, Location: null, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), Mask: null);

    private static ReferenceRegion True(RunLengthMask mask) =>
        True(0, 0, 0, 0) with { Mask = mask, Box = mask.Decode().Bounds() ?? default };
}
