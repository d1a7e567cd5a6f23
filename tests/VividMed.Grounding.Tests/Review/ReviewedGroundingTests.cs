using VividMed.Grounding.Review;
using VividMed.Reports;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;
using Box = VividMed.Imaging.Geometry.Box;

namespace VividMed.Grounding.Tests.Review;

/// <summary>What reviewers say of one study, followed.</summary>
public sealed class ReviewedGroundingTests
{
    private const string Text = "There is a small left pleural effusion. No pneumothorax.";
    private static readonly Box Fluid = Box.Flat(65, 60, 95, 90);
    private static readonly TaggedReport Report = Cxr(Text);

    [Fact]
    public void A_rejected_region_goes_and_the_phrase_says_why_it_has_none()
    {
        var result = Follow(Verdict("pleural effusion", VerdictKind.WrongRegion) with { ImageSha256 = "digest", Region = Fluid });

        Assert.Empty(result.Regions);
        Assert.Equal(UngroundedReason.RejectedInReview, result.Phrase("pleural effusion").Reason);
    }

    [Fact]
    public void A_box_that_a_reviewer_draws_takes_the_place_of_the_rejected_one_and_names_its_maker()
    {
        var drawn = Box.Flat(70, 70, 96, 95);
        var result = Follow(Verdict("pleural effusion", VerdictKind.WrongRegion) with
        {
            ImageSha256 = "digest",
            Region = Fluid,
            Correction = new ReviewCorrection { Box = drawn },
        });

        var region = Assert.Single(result.Regions);
        Assert.Equal((drawn, "review", Grade.A, 1.0), (region.Box, region.Model, region.Grade, region.Score));
        Assert.Null(result.Phrase("pleural effusion").Reason);
    }

    [Fact]
    public void A_drawn_box_is_cut_at_the_edge_of_the_image()
    {
        var result = Follow(Verdict("pleural effusion", VerdictKind.Missed) with { ImageSha256 = "digest", Correction = new ReviewCorrection { Box = Box.Flat(90, 90, 130, 130) } });

        Assert.Contains(Box.Flat(90, 90, 100, 100), result.Regions.Select(static region => region.Box));
    }

    [Fact]
    public void Words_that_are_no_such_finding_are_none_and_ask_nothing()
    {
        var result = Follow(Verdict("pleural effusion", VerdictKind.WrongPhrase) with { ImageSha256 = "digest", Region = Fluid });

        Assert.DoesNotContain(result.Phrases, static phrase => phrase.Target == "pleural effusion");
        Assert.DoesNotContain(result.Questions, static question => question.Question.Contains("effusion", StringComparison.Ordinal));
    }

    [Fact]
    public void A_side_that_was_misread_chooses_the_regions_anew()
    {
        var result = Follow(
            Verdict("pleural effusion", VerdictKind.WrongSide) with { ImageSha256 = "digest", Region = Fluid, Correction = new ReviewCorrection { Side = Side.Right } },
            Scene.Box("pleural effusion", 5, 60, 35, 90));

        var phrase = result.Phrase("pleural effusion");
        Assert.Equal(Side.Right, phrase.Side);
        Assert.Equal(20, Assert.Single(result.RegionsOf(phrase)).Box.CenterX);
    }

    [Fact]
    public void A_region_on_the_wrong_side_goes_where_no_side_is_corrected() => Assert.Equal(
        UngroundedReason.RejectedInReview,
        Follow(Verdict("pleural effusion", VerdictKind.WrongSide) with { ImageSha256 = "digest", Region = Fluid }).Phrase("pleural effusion").Reason);

    [Theory]
    [InlineData(Polarity.Absent, Temporality.Current, UngroundedReason.AbsentButDetected)]
    [InlineData(Polarity.Uncertain, Temporality.Current, UngroundedReason.Uncertain)]
    [InlineData(Polarity.Present, Temporality.Historical, UngroundedReason.Historical)]
    public void What_the_words_mean_is_what_the_reviewer_reads(Polarity polarity, Temporality temporality, string reason)
    {
        var phrase = Follow(Verdict("pleural effusion", VerdictKind.WrongText) with { Correction = new ReviewCorrection { Polarity = polarity, Temporality = temporality } })
            .Phrase("pleural effusion");

        Assert.Equal((polarity, temporality, reason), (phrase.Polarity, phrase.Temporality, phrase.Reason));
    }

    [Fact]
    public void Words_that_were_passed_over_become_a_phrase_with_regions_of_their_own()
    {
        var start = Report.Text.IndexOf("small", StringComparison.Ordinal);
        var verdict = new ReviewVerdict("study", ReviewedText.DigestOf(Report.Text), start, start + 5, "lung nodule", VerdictKind.Missed)
        {
            ImageSha256 = "digest", Correction = new ReviewCorrection { Side = Side.Left, Box = Box.Flat(70, 20, 78, 28) },
        };

        var phrase = Follow(verdict).Phrase("lung nodule");
        Assert.Equal(("small", Side.Left, Polarity.Present), (phrase.Text, phrase.Side, phrase.Polarity));
        Assert.Single(phrase.Regions);
    }

    [Fact]
    public void Another_target_is_another_finding()
    {
        var result = Follow(Verdict("pleural effusion", VerdictKind.WrongPhrase) with { Region = Fluid, ImageSha256 = "digest", Correction = new ReviewCorrection { Target = "pleural thickening" } });

        Assert.Contains(result.Phrases, static phrase => phrase.Target == "pleural thickening");
        Assert.DoesNotContain(result.Phrases, static phrase => phrase.Target == "pleural effusion");
    }

    [Fact]
    public void A_verdict_on_another_report_image_or_region_changes_nothing()
    {
        var verdict = Verdict("pleural effusion", VerdictKind.WrongRegion) with { ImageSha256 = "digest", Region = Fluid };
        var untouched = Texts(Follow(Verdict("pleural effusion", VerdictKind.Accept)));

        Assert.Equal(untouched, Texts(Follow(verdict with { ReportSha256 = "another" })));
        Assert.Equal(untouched, Texts(Follow(verdict with { ImageSha256 = "another" })));
        Assert.Equal(untouched, Texts(Follow(verdict with { Region = Box.Flat(1, 1, 2, 2) })));
        Assert.Equal(untouched, Texts(Follow(verdict with { Start = verdict.Start + 1 })));
        Assert.NotEqual(untouched, Texts(Follow(verdict)));
    }

    [Fact]
    public void A_report_without_corrections_is_the_very_same_one()
    {
        var review = new ReviewedText(Vocabulary);

        Assert.Same(Report, review.Correct(Report, []));
        Assert.Same(Report, review.Correct(Report, [Verdict("pleural effusion", VerdictKind.WrongRegion) with { ImageSha256 = "digest", Region = Fluid }]));
    }

    private static ReviewVerdict Verdict(string target, VerdictKind kind)
    {
        var finding = Report.Findings.First(finding => finding.Target == target);
        return new ReviewVerdict("study", ReviewedText.DigestOf(Report.Text), finding.Start, finding.End, target, kind);
    }

    private static GroundingResult Follow(ReviewVerdict verdict, params Candidate[] more) => Ground(
        new GroundingStudy("study", Modality.Cxr, new ReviewedText(Vocabulary).Correct(Report, [verdict]), [Radiograph], [Scene.Box("pleural effusion", 65, 60, 95, 90), .. more])
        {
            Corrections = [verdict],
        });

    private static IEnumerable<string> Texts(GroundingResult result) =>
        result.Phrases.Select(phrase => $"{phrase.Target} {phrase.Side} {phrase.Polarity} {phrase.Reason} {string.Join(';', result.RegionsOf(phrase).Select(static region => region.Box))}");
}
