using VividMed.Evaluation.Annotations;
using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Annotations;

public sealed class PhantomAgreementTests
{
    private static readonly PhantomTruthRegion LeftFluid = Flat("pleural effusion", Side.Left, 60, 60, 90, 90);
    private static readonly PhantomTruthRegion RightFluid = Flat("pleural effusion", Side.Right, 10, 60, 40, 90);

    [Fact]
    public async Task A_box_is_held_against_the_true_one_of_its_phrases_side()
    {
        // The box covers two thirds of the true one.
        var agreement = await MeasureAsync(
            [LeftFluid, RightFluid],
            Sample("There is a left pleural effusion. No pneumothorax.", Box("pleural effusion", 70, 60, 90, 90)));

        Assert.Equal((1, 1.0, 0), (agreement.Boxes, agreement.BoxShareAtHalf, agreement.Masks));
        Assert.Equal(2 / 3.0, agreement.BoxMeanIoU, 1e-9);
        Assert.Equal((1, 0), (agreement.AbsentPhrases, agreement.AbsentWithRegions));
    }

    [Fact]
    public async Task A_box_on_the_other_side_agrees_with_nothing_however_well_it_lies_there()
    {
        var sample = Sample("There is a left pleural effusion.", Box("pleural effusion", 60, 60, 90, 90));
        var swapped = sample with { Regions = [sample.Regions[0] with { Box = RightFluid.ToBox() }] };

        Assert.Equal(0, (await MeasureAsync([LeftFluid, RightFluid], swapped)).BoxMeanIoU);
        // Where the truth knows no sides, the name alone decides.
        Assert.Equal(1, (await MeasureAsync([RightFluid with { Side = Side.None }], swapped)).BoxMeanIoU);
    }

    [Fact]
    public async Task A_phrase_without_a_side_takes_the_best_true_region_of_its_name()
    {
        var agreement = await MeasureAsync(
            [LeftFluid, RightFluid],
            Sample("There is a pleural effusion.", Box("pleural effusion", 10, 60, 40, 90)));

        Assert.Equal((1, 1.0), (agreement.Boxes, agreement.BoxMeanIoU));
    }

    [Fact]
    public async Task A_region_of_a_name_that_the_truth_does_not_show_agrees_with_nothing()
    {
        var agreement = await MeasureAsync([LeftFluid], Sample("There is a left pneumothorax.", Box("pneumothorax", 60, 60, 90, 90)));

        Assert.Equal((1, 0.0, 0.0), (agreement.Boxes, agreement.BoxMeanIoU, agreement.BoxShareAtHalf));
    }

    [Fact]
    public async Task A_region_on_a_denied_finding_is_counted()
    {
        var sample = Sample("No pleural effusion.");
        var region = new Region(
            0, RegionShape.Box, "pleural effusion", FindingKind.Abnormality, LeftFluid.ToBox(), Mask: null, 0.9, "m", Grade.A, []);
        var agreement = await MeasureAsync([], sample with { Phrases = [sample.Phrases[0] with { Regions = [0] }], Regions = [region] });

        Assert.Equal((1, 1), (agreement.AbsentPhrases, agreement.AbsentWithRegions));
        Assert.Contains(agreement.Rows, static row => row is ["absent mentions with a region", "1 of 1"]);
    }

    [Theory]
    [InlineData("2", 0)]
    [InlineData("3", 1)]
    public async Task Answers_of_how_many_are_held_against_what_is_there(string answer, int wrong)
    {
        var (upper, lower) = (Flat("lung nodule", Side.Left, 60, 20, 65, 25), Flat("lung nodule", Side.Left, 60, 70, 65, 75));
        var sample = Sample("Two left lung nodules.") with { Questions = [new QuestionAnswer("How many?", answer, QuestionType.Count, [0])] };

        var agreement = await MeasureAsync([upper, lower, Flat("lung nodule", Side.Right, 10, 20, 15, 25)], sample);

        Assert.Equal((1, wrong), agreement.Counts);
    }

    [Fact]
    public async Task A_region_that_is_stored_twice_is_counted()
    {
        var sample = Sample("There is a left pleural effusion.", Box("pleural effusion", 60, 60, 90, 90));

        Assert.Equal(0, (await MeasureAsync([LeftFluid], sample)).DuplicateRegions);
        Assert.Equal(1, (await MeasureAsync([LeftFluid], sample with { Regions = [.. sample.Regions, .. sample.Regions] })).DuplicateRegions);
    }

    [Fact]
    public async Task Masks_are_compared_by_Dice_and_only_on_the_same_grid()
    {
        var given = Cubes("lung", Side.Right, 0.9, (25, 5, 2, 10));
        var half = Cubes("lung", Side.Right, 0.9, (25, 5, 2, 10), (15, 5, 2, 10), (5, 5, 2, 10));
        var other = new Mask(40, 40, 10) { [26, 6, 3] = true };

        Assert.Equal((1, 0.5), await DiceAsync(Solid(half)));
        Assert.Equal((1, 0.0), await DiceAsync(Solid(half) with { Mask = RunLengthMask.Encode(other) }));

        async Task<(int, double)> DiceAsync(PhantomTruthRegion truth)
        {
            var result = GroundCt("The right lung is normal.", given);
            var agreement = await MeasureAsync(
                [truth],
                Sample("Clear.") with { Phrases = result.Phrases, Regions = result.Regions, Images = [Volume] });
            return (agreement.Masks, agreement.MaskMeanDice);
        }
    }

    [Fact]
    public async Task Nothing_measured_is_zero_and_tells_only_of_absent_mentions()
    {
        var agreement = await MeasureAsync([]);

        Assert.Equal(new PhantomAgreement(0, 0, 0, 0, 0, 0, 0), agreement);
        Assert.Equal(["absent mentions with a region", "0 of 0"], Assert.Single(agreement.Rows));
    }

    private static Task<PhantomAgreement> MeasureAsync(PhantomTruthRegion[] findings, params Sample[] samples)
    {
        var truth = new PhantomTruth(
            1,
            [new PhantomTruthStudy("mimic-cxr", "s", "p", "train", [], [new PhantomTruthImage("i", findings, [])])]);
        return PhantomAgreement.MeasureAsync(samples.ToAsyncEnumerable(), truth, TestContext.Current.CancellationToken);
    }

    private static PhantomTruthRegion Flat(string target, Side side, double x0, double y0, double x1, double y1) =>
        new(target, side, Location: null, [x0, y0, 0, x1, y1, 1], RunLengthMask.Encode(new Mask(100, 100, 1)));

    private static PhantomTruthRegion Solid(Candidate candidate) => new(
        candidate.Target, candidate.Side, Location: null,
        [candidate.Box.X0, candidate.Box.Y0, candidate.Box.Z0, candidate.Box.X1, candidate.Box.Y1, candidate.Box.Z1], candidate.Mask!);
}
