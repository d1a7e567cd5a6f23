using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class VolumeGroundingTests
{
    [Fact]
    public void Anatomy_gets_the_mask_of_its_side()
    {
        var result = GroundCt("The right lung is normal.", Cubes("lung", Side.Left, 0.9, (2, 5, 2, 10)), Cubes("lung", Side.Right, 0.9, (25, 5, 2, 10)));

        var region = Assert.Single(result.RegionsOf(result.Phrase("lung")));
        Assert.Equal(25, region.Box.X0);
        Assert.Equal(FindingKind.Anatomy, region.TargetKind);
        Assert.Equal(Grade.A, region.Grade);
    }

    [Fact]
    public void Both_lungs_get_both_masks()
    {
        var result = GroundCt("Both lungs are normal.", Cubes("lung", Side.Left, 0.9, (2, 5, 2, 10)), Cubes("lung", Side.Right, 0.9, (25, 5, 2, 10)));

        Assert.Equal(2, result.Phrase("lung").Regions.Count);
    }

    [Fact]
    public void A_left_effusion_keeps_only_the_left_part_of_an_unsided_mask()
    {
        var result = GroundCt("Left pleural effusion is observed.", Cubes("pleural effusion", Side.None, 0.9, (3, 5, 2, 4), (30, 5, 2, 4)));

        var region = Assert.Single(result.RegionsOf(result.Phrase("pleural effusion")));
        Assert.Equal((3, 7), (region.Box.X0, region.Box.X1));
        Assert.Equal(64, region.Mask!.Count());
    }

    [Fact]
    public void An_unsided_mask_on_the_other_side_only_is_a_side_conflict()
    {
        var phrase = GroundCt("Left pleural effusion is observed.", Cubes("pleural effusion", Side.None, 0.9, (30, 5, 2, 4))).Phrase("pleural effusion");

        Assert.Equal(UngroundedReason.SideConflict, phrase.Reason);
    }

    [Fact]
    public void A_nodule_keeps_the_part_in_the_stated_lobe()
    {
        var result = GroundCt(
            "A nodule is observed in the right lung lower lobe.",
            Cubes("lung nodule", Side.None, 0.9, (27, 6, 3, 3), (27, 30, 15, 3)), Cubes("lung lower lobe", Side.Right, 0.9, (25, 4, 1, 10)));

        var region = Assert.Single(result.RegionsOf(result.Phrase("lung nodule")));
        Assert.Equal(3, region.Box.Z0);
        Assert.Contains("place=pass", region.Checks);
    }

    [Theory]
    [InlineData("There is a nodule in the left upper zone.", 8)]
    [InlineData("There is a nodule in the left middle zone.", 5)]
    [InlineData("There is a nodule in the left lower zone.", 1)]
    [InlineData("Nodules are seen in the left upper zone.", 8)]
    public void Of_the_parts_of_a_mask_those_at_the_stated_level_are_meant(string report, int slice)
    {
        var result = GroundCt(
            report, Cubes("lung nodule", Side.None, 0.9, (4, 6, 1, 2), (4, 6, 5, 2), (4, 6, 8, 2)),
            Cubes("lung", Side.Left, 0.9, (2, 5, 0, 10)), Cubes("lung", Side.Right, 0.9, (25, 5, 0, 10)));

        var region = Assert.Single(result.RegionsOf(result.Phrase("lung nodule")));
        Assert.Equal((slice, slice + 2), (region.Box.Z0, region.Box.Z1));
        Assert.Contains("zone=pass", region.Checks);
    }

    [Fact]
    public void Each_nodule_of_a_phrase_is_a_region_with_a_box_of_its_own()
    {
        var result = GroundCt("Two nodules are observed in the left lung.", Cubes("lung nodule", Side.None, 0.9, (3, 6, 3, 2), (8, 20, 12, 3)));

        var regions = result.RegionsOf(result.Phrase("lung nodule"));
        Assert.Equal([2.0, 3.0], regions.Select(static region => region.Box.X1 - region.Box.X0).Order());
        Assert.All(regions, static region => Assert.Equal((Grade.A, true), (region.Grade, region.Checks.Contains("count=pass"))));
    }

    [Fact]
    public void A_nodule_that_two_phrases_name_is_one_region()
    {
        var result = GroundCt(
            "Two nodules are observed in the right lung. A nodule is observed in the right lung lower lobe.",
            Cubes("lung nodule", Side.None, 0.9, (27, 6, 3, 3), (27, 30, 15, 3)), Cubes("lung lower lobe", Side.Right, 0.9, (25, 4, 1, 10)));

        Assert.Equal(2, result.Regions.Count(static region => region.Label == "lung nodule"));
    }

    [Fact]
    public void More_masses_than_a_phrase_may_have_stay_one_region_and_none_is_lost()
    {
        (int, int, int, int)[] cubes = [.. Enumerable.Range(0, new GroundingOptions().MaximumRegionsPerPhrase + 1).Select(static at => (4 * at, 6, 3, 2))];
        var result = GroundCt("Multiple masses are observed in the lungs.", Cubes("lung mass", Side.None, 0.9, cubes));

        Assert.Equal(cubes.Length * 8, Assert.Single(result.RegionsOf(result.Phrase("lung mass"))).Mask!.Count());
    }

    [Fact]
    public void Where_no_part_lies_at_the_stated_level_the_check_fails() => Assert.Contains(
        GroundCt(
            "There is a nodule in the left upper zone.", Cubes("lung nodule", Side.None, 0.9, (4, 6, 1, 2)),
            Cubes("lung", Side.Left, 0.9, (2, 5, 0, 10)), Cubes("lung", Side.Right, 0.9, (25, 5, 0, 10))) is var result ? Assert.Single(result.RegionsOf(result.Phrase("lung nodule"))).Checks : [],
        static check => check == "zone=fail");

    [Fact]
    public void Specks_are_no_nodule()
    {
        Assert.Equal(UngroundedReason.BelowThreshold, GroundCt("A nodule is observed in the right lung.", Cubes("lung nodule", Side.None, 0.9, (27, 6, 3, 1))).Phrase("lung nodule").Reason);
    }

    [Fact]
    public void A_finding_that_no_model_outlines_gets_its_stated_anatomy_at_grade_B()
    {
        var result = GroundCt(
            "Consolidation is observed in the left lung lower lobe.",
            Cubes("lung lower lobe", Side.Left, 0.9, (2, 5, 2, 6)), Cubes("lung lower lobe", Side.Right, 0.9, (28, 5, 2, 6)));

        var region = Assert.Single(result.RegionsOf(result.Phrase("pulmonary consolidation")));
        Assert.Equal((FindingKind.Anatomy, Grade.B, "lung lower lobe", 2.0), (region.TargetKind, region.Grade, region.Label, region.Box.X0));
    }

    [Fact]
    public void A_finding_without_a_stated_place_gets_its_usual_container()
    {
        var result = GroundCt("Cardiomegaly is observed.", Cubes("heart", Side.None, 0.9, (15, 10, 5, 10)));

        Assert.Equal(Grade.B, Assert.Single(result.RegionsOf(result.Phrase("cardiomegaly"))).Grade);
    }

    [Theory]
    [InlineData("The right lung is normal.", "lung")]
    [InlineData("Both lungs are normal.", "lung")]
    [InlineData("Left pleural effusion is observed.", "pleural effusion")]
    public void Lungs_on_each_others_sides_tell_no_side(string report, string target)
    {
        var phrase = GroundCt(
            report, Cubes("lung", Side.Right, 0.9, (2, 5, 2, 10)), Cubes("lung", Side.Left, 0.9, (25, 5, 2, 10)),
            Cubes("pleural effusion", Side.None, 0.9, (3, 5, 2, 4), (30, 5, 2, 4))).Phrase(target);

        Assert.Equal((UngroundedReason.SideConflict, 0), (phrase.Reason, phrase.Regions.Count));
    }

    [Fact]
    public void What_has_no_side_is_found_in_a_mirrored_volume_too() => Assert.Single(GroundCt(
        "Cardiomegaly is observed.", Cubes("lung", Side.Right, 0.9, (2, 5, 2, 10)), Cubes("lung", Side.Left, 0.9, (25, 5, 2, 10)),
        Cubes("heart", Side.None, 0.9, (15, 10, 5, 10))).Phrase("cardiomegaly").Regions);

    [Fact]
    public void An_atrium_is_never_grounded_to_a_ventricle()
    {
        var phrase = GroundCt("The left atrium is normal.", Cubes("ventricle", Side.Left, 0.9, (15, 10, 5, 10))).Phrase("atrium");

        Assert.Empty(phrase.Regions);
    }
}
