using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class RadiographGroundingTests
{
    [Fact]
    public void A_left_effusion_gets_the_box_on_the_images_right_and_never_the_other()
    {
        var result = GroundCxr("There is a small left pleural effusion.", Box("pleural effusion", 5, 60, 35, 90), Box("pleural effusion", 65, 60, 95, 90));

        var region = Assert.Single(result.RegionsOf(result.Phrase("pleural effusion")));
        Assert.Equal(80, region.Box.CenterX);
        Assert.Equal(Grade.A, region.Grade);
    }

    [Fact]
    public void Two_sided_phrases_in_one_sentence_each_get_their_own_box()
    {
        var result = GroundCxr("Large right pleural effusion and small left pleural effusion.", Box("pleural effusion", 5, 60, 35, 90), Box("pleural effusion", 65, 60, 95, 90));

        Assert.Equal(20, Assert.Single(result.RegionsOf(result.Phrase("pleural effusion", Side.Right))).Box.CenterX);
        Assert.Equal(80, Assert.Single(result.RegionsOf(result.Phrase("pleural effusion", Side.Left))).Box.CenterX);
    }

    [Fact]
    public void A_bilateral_finding_gets_both_boxes()
    {
        var result = GroundCxr("Bilateral pleural effusions are seen.", Box("pleural effusion", 5, 60, 35, 90), Box("pleural effusion", 65, 60, 95, 90));

        Assert.Equal(2, result.Phrase("pleural effusion").Regions.Count);
        Assert.All(result.Regions, static region => Assert.Equal(Grade.A, region.Grade));
    }

    [Fact]
    public void A_bilateral_finding_with_one_box_keeps_it_at_grade_C()
    {
        var result = GroundCxr("Bilateral pleural effusions are seen.", Box("pleural effusion", 5, 60, 35, 90));

        var region = Assert.Single(result.RegionsOf(result.Phrase("pleural effusion")));
        Assert.Equal(Grade.C, region.Grade);
        Assert.Contains("side=fail", region.Checks);
    }

    [Fact]
    public void A_box_on_the_wrong_side_only_is_a_side_conflict()
    {
        var phrase = GroundCxr("There is a left pneumothorax.", Box("pneumothorax", 5, 10, 35, 40)).Phrase("pneumothorax");

        Assert.Empty(phrase.Regions);
        Assert.Equal(UngroundedReason.SideConflict, phrase.Reason);
    }

    [Fact]
    public void The_midline_follows_the_lungs_where_they_were_found()
    {
        // The patient stands to the right of the image: both lungs lie beyond its middle.
        var result = GroundCxr(
            "There is a right pneumothorax.",
            Box("pneumothorax", 52, 10, 62, 30), Box("lung", 50, 5, 70, 80, side: Side.Right), Box("lung", 75, 5, 95, 80, side: Side.Left));

        Assert.Single(result.Phrase("pneumothorax").Regions);
    }

    [Theory]
    [InlineData("No pneumothorax.", UngroundedReason.Absent)]
    [InlineData("Possible pneumothorax.", UngroundedReason.Uncertain)]
    [InlineData("History of pneumothorax.", UngroundedReason.Historical)]
    public void What_is_not_stated_as_present_now_gets_no_region(string text, string reason)
    {
        var phrase = GroundCxr(text, Box("pneumothorax", 5, 10, 35, 40)).Phrase("pneumothorax");

        Assert.Empty(phrase.Regions);
        Assert.Equal(reason, phrase.Reason);
    }

    [Fact]
    public void Weak_boxes_are_below_the_threshold_and_middling_ones_grade_C()
    {
        Assert.Equal(UngroundedReason.BelowThreshold, GroundCxr("There is cardiomegaly.", Box("cardiomegaly", 30, 40, 80, 80, 0.05)).Phrase("cardiomegaly").Reason);
        Assert.Equal(UngroundedReason.BelowThreshold, GroundCxr("There is cardiomegaly.").Phrase("cardiomegaly").Reason);

        var middling = GroundCxr("There is cardiomegaly.", Box("cardiomegaly", 30, 40, 80, 80, 0.25));
        Assert.Equal(Grade.C, Assert.Single(middling.Regions).Grade);
    }

    [Fact]
    public void A_box_of_an_impossible_size_fails_its_check()
    {
        Assert.Equal(UngroundedReason.FailedCheck, GroundCxr("There is a nodule.", Box("lung nodule", 0, 0, 100, 100)).Phrase("lung nodule").Reason);
    }

    [Fact]
    public void A_box_outside_the_lungs_that_were_found_is_marked_and_graded_C()
    {
        var result = GroundCxr("There is consolidation.", Box("pulmonary consolidation", 2, 90, 12, 99), Box("lung", 20, 5, 45, 80, side: Side.Right), Box("lung", 55, 5, 80, 80, side: Side.Left));

        var region = Assert.Single(result.RegionsOf(result.Phrase("pulmonary consolidation")));
        Assert.Contains("anatomy=fail", region.Checks);
        Assert.Equal(Grade.C, region.Grade);
    }

    [Fact]
    public void One_region_serves_every_phrase_that_names_it()
    {
        var result = GroundCxr("There is a left pleural effusion. The left effusion is small.", Box("pleural effusion", 65, 60, 95, 90));

        Assert.Single(result.Regions);
        Assert.Equal(2, result.Phrases.Count(static phrase => phrase is { Target: "pleural effusion", Regions: [0] }));
    }

    [Fact]
    public void A_mass_is_grounded_by_the_detectors_class_of_nodules_and_masses()
    {
        var result = GroundCxr("There is a right mass.", Box("lung nodule", 15, 30, 30, 45));

        Assert.Single(result.RegionsOf(result.Phrase("lung mass")));
    }

    [Fact]
    public void Anatomy_on_a_radiograph_needs_an_anatomy_segmenter()
    {
        Assert.Equal(UngroundedReason.UnsupportedTarget, GroundCxr("The left lung is clear.").Phrase("lung").Reason);

        var result = GroundCxr("The left lung is clear.", Box("lung", 20, 5, 45, 80, side: Side.Right), Box("lung", 55, 5, 80, 80, side: Side.Left));
        Assert.Equal(67.5, Assert.Single(result.RegionsOf(result.Phrase("lung"))).Box.CenterX);
    }

    [Fact]
    public void A_target_that_no_model_knows_is_unsupported()
    {
        Assert.Equal(UngroundedReason.UnsupportedTarget, GroundCxr("There is a pacemaker.").Phrase("medical device").Reason);
    }
}
