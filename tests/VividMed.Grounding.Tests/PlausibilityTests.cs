using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class PlausibilityTests
{
    private static readonly Candidate[] Lungs = [Box("lung", 15, 10, 45, 85, side: Side.Right), Box("lung", 55, 10, 85, 85, side: Side.Left)];

    [Fact]
    public void An_effusion_at_the_base_passes_and_one_at_the_apex_does_not()
    {
        var low = GroundCxr("There is a left pleural effusion.", [Box("pleural effusion", 58, 65, 84, 86), .. Lungs]);
        var high = GroundCxr("There is a left pleural effusion.", [Box("pleural effusion", 64, 14, 74, 24), .. Lungs]);

        Assert.Equal(Grade.A, Region(low, "pleural effusion").Grade);
        Assert.Contains("base=pass", Region(low, "pleural effusion").Checks);
        Assert.Contains("base=fail", Region(high, "pleural effusion").Checks);
        Assert.Equal(Grade.C, Region(high, "pleural effusion").Grade);
    }

    [Fact]
    public void A_pneumothorax_reaches_the_border_of_its_lung()
    {
        Assert.Contains("border=pass", Region(GroundCxr("There is a left pneumothorax.", [Box("pneumothorax", 70, 10, 86, 40), .. Lungs]), "pneumothorax").Checks);
        Assert.Contains("border=fail", Region(GroundCxr("There is a left pneumothorax.", [Box("pneumothorax", 66, 40, 74, 50), .. Lungs]), "pneumothorax").Checks);
    }

    [Theory]
    [InlineData(30, 75, "cardiothoracic-ratio=pass")]
    [InlineData(40, 65, "cardiothoracic-ratio=fail")]
    public void An_enlarged_heart_takes_half_of_the_thorax(double from, double to, string check) =>
        Assert.Contains(check, Region(GroundCxr("There is cardiomegaly.", [Box("cardiomegaly", from, 45, to, 80), .. Lungs]), "cardiomegaly").Checks);

    [Fact]
    public void A_finding_of_the_lung_lies_in_the_lung_field()
    {
        Assert.Contains("anatomy=pass", Region(GroundCxr("There is a nodule.", [Box("lung nodule", 20, 30, 28, 38), .. Lungs]), "lung nodule").Checks);
        Assert.Contains("anatomy=fail", Region(GroundCxr("There is a nodule.", [Box("lung nodule", 2, 90, 10, 98), .. Lungs]), "lung nodule").Checks);
    }

    [Fact]
    public void Of_two_boxes_the_one_at_the_stated_level_is_meant()
    {
        var result = GroundCxr("Left upper lobe consolidation.", [Box("pulmonary consolidation", 60, 15, 80, 30, 0.6), Box("pulmonary consolidation", 60, 65, 80, 80, 0.9), .. Lungs]);

        Assert.Equal(22.5, Assert.Single(result.RegionsOf(result.Phrase("pulmonary consolidation"))).Box.CenterY);
    }

    [Fact]
    public void A_box_at_another_level_than_stated_is_kept_and_marked()
    {
        var region = Region(GroundCxr("Left upper lobe consolidation.", [Box("pulmonary consolidation", 60, 65, 80, 80), .. Lungs]), "pulmonary consolidation");

        Assert.Contains("zone=fail", region.Checks);
        Assert.Equal(Grade.C, region.Grade);
    }

    [Fact]
    public void Several_phrases_of_one_target_get_each_its_own_box_by_level()
    {
        var result = GroundCxr(
            "Left upper lobe consolidation. Left lower lobe consolidation.",
            [Box("pulmonary consolidation", 60, 15, 80, 30), Box("pulmonary consolidation", 60, 65, 80, 80), .. Lungs]);

        Assert.Equal([22.5, 72.5], result.Phrases.Where(static phrase => phrase.Target == "pulmonary consolidation").Select(phrase => Assert.Single(result.RegionsOf(phrase)).Box.CenterY));
    }

    [Fact]
    public void A_single_finding_gets_the_surest_box_and_many_get_all()
    {
        Candidate[] boxes = [Box("lung nodule", 20, 30, 26, 36, 0.9), Box("lung nodule", 30, 50, 36, 56, 0.7), Box("lung nodule", 65, 30, 71, 36, 0.6)];

        Assert.Single(GroundCxr("A nodule is seen.", boxes).Phrase("lung nodule").Regions);
        Assert.Equal(2, GroundCxr("Two nodules are seen.", boxes).Phrase("lung nodule").Regions.Count);
        Assert.Equal(3, GroundCxr("Nodules are seen.", boxes).Phrase("lung nodule").Regions.Count);
    }

    [Fact]
    public void A_finding_seen_twice_counts_once()
    {
        Assert.Single(GroundCxr("Nodules are seen.", Box("lung nodule", 20, 30, 30, 40, 0.9), Box("lung nodule", 21, 31, 31, 41, 0.7)).Phrase("lung nodule").Regions);
    }

    [Fact]
    public void Of_several_nodules_in_a_volume_the_one_of_the_stated_size_is_meant()
    {
        // Cubes of 1 and 3 voxels of 8 mm: balls of about 16 and 30 mm.
        var result = GroundCt("A nodule of 30 mm in diameter is observed in the right lung.", Cubes("lung nodule", Side.None, 0.9, (27, 6, 3, 2), (27, 30, 12, 3)));

        var region = Region(result, "lung nodule");
        Assert.Equal(27, region.Mask!.Count());
        Assert.Contains("stated-size=pass", region.Checks);
    }

    [Fact]
    public void A_nodule_of_another_size_than_stated_is_marked()
    {
        var region = Region(GroundCt("A nodule of 4 mm in diameter is observed in the right lung.", Cubes("lung nodule", Side.None, 0.9, (27, 30, 12, 3))), "lung nodule");

        Assert.Contains("stated-size=fail", region.Checks);
        Assert.Equal(Grade.C, region.Grade);
    }

    [Fact]
    public void A_mask_of_an_impossible_volume_is_no_nodule()
    {
        Assert.Equal(UngroundedReason.FailedCheck, GroundCt("A nodule is observed in the right lung.", Cubes("lung nodule", Side.None, 0.9, (22, 6, 3, 12))).Phrase("lung nodule").Reason);
    }

    [Fact]
    public void An_image_may_say_that_left_and_right_are_the_other_way_round()
    {
        // Along a row to the patient's right: a radiograph that was stored mirrored, and says so.
        var mirrored = Radiograph with { Affine = new Affine(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0) };
        var result = Ground(new GroundingStudy("s", Modality.Cxr, Cxr("There is a left pneumothorax."), [mirrored], [Box("pneumothorax", 5, 10, 35, 40)]));

        Assert.Single(result.Phrase("pneumothorax").Regions);
    }

    [Theory]
    [InlineData("LATERAL")]
    [InlineData("LL")]
    public void A_lateral_view_tells_no_sides(string view)
    {
        var result = Ground(new GroundingStudy("s", Modality.Cxr, Cxr("There is a left pneumothorax."), [Radiograph with { View = view }], [Box("pneumothorax", 5, 10, 35, 40)]));

        Assert.Contains("side=unknown", Region(result, "pneumothorax").Checks);
    }

    [Fact]
    public void What_no_configured_model_knows_is_unsupported_and_not_below_the_threshold()
    {
        GroundingResult With(params string[] supported) => Ground(new GroundingStudy("s", Modality.Ct, Ct("The gallbladder is normal."), [Scene.Volume], [], supported.ToHashSet()));

        Assert.Equal(UngroundedReason.UnsupportedTarget, With("lung").Phrase("gallbladder").Reason);
        Assert.Equal(UngroundedReason.BelowThreshold, With("gallbladder").Phrase("gallbladder").Reason);
    }

    private static Region Region(GroundingResult result, string target) => Assert.Single(result.RegionsOf(result.Phrase(target)));
}
