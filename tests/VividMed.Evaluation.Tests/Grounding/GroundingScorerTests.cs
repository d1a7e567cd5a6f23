using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Pages;
using VividMed.Grounding;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class GroundingScorerTests
{
    private static readonly ReferenceRegion LeftFluid = Truth("pleural effusion", Side.Left, 65, 60, 95, 90);
    private static readonly ReferenceRegion RightFluid = Truth("pleural effusion", Side.Right, 5, 60, 35, 90);

    [Fact]
    public void A_right_region_counts_in_precision_recall_and_overlap()
    {
        var score = Score("There is a left pleural effusion.", [Mention(Side.Left)], [LeftFluid], Box("pleural effusion", 65, 60, 95, 90));

        Assert.Equal((1, 1, 1, 1, 1.0, 0), (score.Given, score.Right, score.Wanted, score.Found, score.BoxIoU, score.SideErrors));
    }

    [Fact]
    public void A_region_on_the_other_side_is_a_side_error_and_a_miss()
    {
        var sample = Sample("There is a left pleural effusion.", Box("pleural effusion", 65, 60, 95, 90));
        var swapped = sample with { Regions = [sample.Regions[0] with { Box = RightFluid.Box }] };

        var score = GroundingScorer.Score(swapped, new ReferenceStudy("s", [Mention(Side.Left)], [LeftFluid, RightFluid], IsComplete: true));

        var tally = score.Targets["pleural effusion"];
        Assert.Equal((1, 0, 1, 0, 1, 1), (tally.Given, tally.Right, tally.Wanted, tally.Found, tally.Sided, tally.SideErrors));
        Assert.Contains(score.Errors, static error => error.Kind == "side-error");
    }

    [Fact]
    public void A_doubled_box_is_right_only_once()
    {
        var sample = Sample("There is a left pleural effusion.", Box("pleural effusion", 65, 60, 95, 90));
        var doubled = sample with { Regions = [sample.Regions[0], sample.Regions[0]], Phrases = [sample.Phrases[0] with { Regions = [0, 1] }] };

        var tally = GroundingScorer.Score(doubled, new ReferenceStudy("s", [Mention(Side.Left)], [LeftFluid], IsComplete: true)).Targets["pleural effusion"];

        Assert.Equal((2, 1), (tally.Given, tally.Right));
    }

    [Fact]
    public void A_region_on_a_mention_that_is_truly_absent_counts_against_it()
    {
        var score = Score("There is a left pleural effusion.", [Mention(Side.Left) with { Polarity = Polarity.Absent }], [], Box("pleural effusion", 65, 60, 95, 90));

        Assert.Equal((1, 1, 1, 0), (score.Negative, score.NegativeWithRegion, score.Given, score.Right));
    }

    [Fact]
    public void What_no_model_can_find_counts_in_no_recall()
    {
        var score = Score("The heart is normal.", [new ReferenceMention("heart", FindingKind.Anatomy, Side.None, Polarity.Present, Historical: false)], [Truth("heart", Side.None, 30, 40, 70, 80) with { Kind = FindingKind.Anatomy }]);

        Assert.Equal((1, 1, 0), (score.Mentions, score.Unsupported, score.Wanted));
    }

    [Fact]
    public void Unknown_phrases_count_only_where_the_truth_is_complete()
    {
        var sample = Sample("There is a left pleural effusion.", Box("pleural effusion", 65, 60, 95, 90));

        Assert.Empty(GroundingScorer.Score(sample, new ReferenceStudy("s", [], [], IsComplete: false)).Targets);
        Assert.Equal(1, GroundingScorer.Score(sample, new ReferenceStudy("s", [], [], IsComplete: true)).Targets["pleural effusion"].Given);
    }

    [Fact]
    public void One_missed_mention_does_not_shift_the_others()
    {
        ReferenceMention[] mentions = [Mention(Side.Right), Mention(Side.Left), Mention(Side.None) with { Polarity = Polarity.Absent }];
        var phrases = Sample("Left pleural effusion. No pleural effusion.").Phrases;

        Assert.Equal([-1, 0, 1], MentionPairing.Pair(mentions, phrases));
    }

    [Fact]
    public void Intervals_hold_the_figure_and_come_out_the_same_every_time()
    {
        var right = GroundingScorer.Score(Sample("There is a left pleural effusion.", Box("pleural effusion", 65, 60, 95, 90)), new ReferenceStudy("s", [Mention(Side.Left)], [LeftFluid], IsComplete: true));
        var missed = GroundingScorer.Score(Sample("There is a left pleural effusion."), new ReferenceStudy("t", [Mention(Side.Left)], [LeftFluid], IsComplete: true));

        var evaluation = GroundingEvaluation.Of([right, right, right, missed], withoutTruth: 0, seed: 5);

        var recall = evaluation.Overall["recall"];
        Assert.Equal(0.75, recall.Value);
        Assert.True(recall.Low < 0.75 && recall.High > 0.75);
        Assert.Equivalent(evaluation.Overall.Figures, GroundingEvaluation.Of([right, right, right, missed], withoutTruth: 0, seed: 5).Overall.Figures);
    }

    [Fact]
    public async Task The_page_is_one_file_and_escapes_what_it_shows()
    {
        var score = GroundingScorer.Score(Sample("There is a left pleural effusion."), new ReferenceStudy("s", [Mention(Side.Left)], [LeftFluid], IsComplete: true));

        var page = await EvaluationPages.RenderAsync("<script>", "truth", GroundingEvaluation.Of([score], withoutTruth: 2));

        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("pleural effusion", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
    }

    private static ReferenceMention Mention(Side side) => new("pleural effusion", FindingKind.Abnormality, side, Polarity.Present, Historical: false);

    private static ReferenceRegion Truth(string target, Side side, double x0, double y0, double x1, double y1) =>
        new(0, target, FindingKind.Abnormality, side, Location: null, Imaging.Geometry.Box.Flat(x0, y0, x1, y1), Mask: null);

    private static GroundingTally Score(string text, ReferenceMention[] mentions, ReferenceRegion[] regions, params Candidate[] candidates) =>
        GroundingScorer.Score(Sample(text, candidates), new ReferenceStudy("s", mentions, regions, IsComplete: true)).Targets[mentions[0].Target];
}
