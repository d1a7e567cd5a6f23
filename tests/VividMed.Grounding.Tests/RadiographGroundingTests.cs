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
    [InlineData("No pneumothorax.", UngroundedReason.AbsentButDetected)]
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

    [Theory]
    [InlineData("No right pneumothorax.", 0.9, UngroundedReason.AbsentButDetected)]
    [InlineData("No left pneumothorax.", 0.9, UngroundedReason.Absent)]
    [InlineData("No pneumothorax.", 0.3, UngroundedReason.Absent)]
    [InlineData("Right pneumothorax. No left pneumothorax.", 0.9, UngroundedReason.Absent)]
    [InlineData("Right pneumothorax. No other pneumothorax.", 0.9, UngroundedReason.Absent)]
    public void A_denial_is_held_against_what_the_detector_is_sure_of_on_its_side(string text, double score, string reason)
    {
        var result = GroundCxr(text, Box("pneumothorax", 5, 10, 35, 40, score));

        Assert.Equal([reason], result.Phrases.Where(static phrase => phrase.Polarity == Polarity.Absent).Select(static phrase => phrase.Reason));
    }

    [Fact]
    public void A_denial_is_not_contradicted_by_what_cannot_be_such_a_finding()
    {
        Assert.Equal(UngroundedReason.Absent, GroundCxr("No nodule.", Box("lung nodule", 0, 0, 100, 100)).Phrase("lung nodule").Reason);
    }

    [Theory]
    [InlineData("Two nodules are seen.", 1, "count=fail", Grade.C)]
    [InlineData("Two nodules are seen.", 2, "count=pass", Grade.A)]
    [InlineData("Two nodules are seen.", 3, "count=pass", Grade.A)]
    [InlineData("Two bilateral nodules are seen.", 3, "count=fail", Grade.C)]
    [InlineData("A nodule is seen.", 2, null, Grade.A)]
    [InlineData("Nodules are seen.", 2, null, Grade.A)]
    public void A_stated_number_is_checked_and_an_article_is_none(string text, int boxes, string? check, Grade grade)
    {
        Candidate[] found = [.. Enumerable.Range(0, boxes).Select(static i => Box("lung nodule", 5 + (30 * i), 30, 12 + (30 * i), 37))];
        var result = GroundCxr(text, found);

        Assert.All(result.Regions, region => Assert.Equal(grade, region.Grade));
        Assert.All(result.Regions, region => Assert.Equal(check, region.Checks.SingleOrDefault(static known => known.StartsWith("count", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("There is a right pneumothorax.", Grade.A)]
    [InlineData("Probable right pneumothorax.", Grade.B)]
    public void What_is_only_probable_has_grade_B_at_best(string text, Grade grade)
    {
        Assert.Equal(grade, Assert.Single(GroundCxr(text, Box("pneumothorax", 5, 10, 35, 40)).Regions).Grade);
    }

    [Fact]
    public void Mentions_of_one_finding_share_place_and_number()
    {
        var report = Cxr("There is a consolidation in the left upper lobe. The left consolidation is dense.");
        Candidate[] found =
        [
            Box("lung", 15, 10, 45, 85, side: Side.Right), Box("lung", 55, 10, 85, 85, side: Side.Left),
            Box("pulmonary consolidation", 60, 15, 75, 30), Box("pulmonary consolidation", 60, 65, 80, 80),
        ];
        var result = Ground(new GroundingStudy("s", Modality.Cxr, report, [Radiograph], found));

        var named = result.Phrases.Where(static phrase => phrase.Target == "pulmonary consolidation").ToList();
        Assert.Equal(2, named.Count);
        Assert.All(named, phrase => Assert.Equal(22.5, Assert.Single(result.RegionsOf(phrase)).Box.CenterY));
    }

    [Fact]
    public void What_the_report_says_of_a_finding_stands_in_its_phrase()
    {
        var result = GroundCxr("Two small nodules in the left upper lobe measuring 5 mm, previously 3 mm, are new.", Box("lung nodule", 60, 20, 65, 25), Box("lung nodule", 70, 20, 75, 25));
        var phrase = result.Phrase("lung nodule");

        Assert.Equal((Certainty.Definite, "small", 2, "lung upper lobe", 0), (phrase.Certainty, phrase.Severity, phrase.Count, phrase.Location, phrase.Sentence));
        Assert.Equal([5.0], phrase.SizeMm!);
        Assert.Equal([3.0], phrase.PriorSizeMm!);
        Assert.NotNull(phrase.Frame);
        Assert.Equal(Math.Round(phrase.TextConfidence!.Value * 0.9, 3), phrase.Confidence);
    }
}
