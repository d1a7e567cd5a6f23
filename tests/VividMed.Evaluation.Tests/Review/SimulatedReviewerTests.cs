using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Review;
using VividMed.Grounding;
using VividMed.Grounding.Review;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;
using Box = VividMed.Imaging.Geometry.Box;
using VividMed.Grounding.Tests;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Evaluation.Tests.Review;

public sealed class SimulatedReviewerTests
{
    [Fact]
    public void Right_regions_are_accepted_swapped_ones_are_on_the_wrong_side_and_others_are_wrong()
    {
        Assert.Equal(VerdictKind.Accept, Judge(new Box(65, 60, 0, 95, 90, 1)).Kind);
        Assert.Equal(VerdictKind.WrongSide, Judge(new Box(5, 60, 0, 35, 90, 1)).Kind);

        var wrong = Judge(new Box(40, 5, 0, 50, 15, 1));
        Assert.Equal(VerdictKind.WrongRegion, wrong.Kind);
        Assert.Equal(Box.Flat(65, 60, 95, 90), wrong.Correction!.Box);
    }

    [Fact]
    public void So_many_answers_are_wrong_as_were_asked_for()
    {
        var reviewer = new SimulatedReviewer(Truth(), mistakes: 0.2, seed: 1);
        var answers = Enumerable.Range(0, 500).Select(number => Sampled(new Box(65, 60, 0, 95, 90 + (number / 1_000.0), 1)))
            .Select(pair => reviewer.Judge(pair.Sample, pair.Item)!.Kind).ToList();

        Assert.InRange(answers.Count(static kind => kind != VerdictKind.Accept), 60, 140);
    }

    [Fact]
    public void What_the_truth_does_not_know_is_not_answered() =>
        Assert.Null(new SimulatedReviewer(GroundTruth.OfAnnotations([], Vocabulary), 0, 1).Judge(Sampled(new Box(1, 1, 0, 2, 2, 1)).Sample, Sampled(new Box(1, 1, 0, 2, 2, 1)).Item));

    private static ReviewAnswer Judge(Box box)
    {
        var (sample, item) = Sampled(box);
        return new SimulatedReviewer(Truth(), 0, 1).Judge(sample, item)!;
    }

    private static (Sample Sample, ReviewItem Item) Sampled(Box box)
    {
        var sample = Sample("There is a left pleural effusion.", Scene.Box("pleural effusion", 65, 60, 95, 90));
        sample = sample with { Regions = [sample.Regions[0] with { Box = box }] };
        return (sample, ReviewItem.Of(sample).Single(static item => item.Grounded));
    }

    /// <summary>Fluid on both sides, of which the report states the left.</summary>
    private static GroundTruth Truth() => GroundTruth.OfPhantoms(new PhantomTruth(
        1,
        [
            new PhantomTruthStudy(
                "mimic-cxr", "s", "p", "train", [],
                [new PhantomTruthImage("i", [Region("pleural effusion", Side.Left, 65, 60, 95, 90), Region("pleural effusion", Side.Right, 5, 60, 35, 90)], [Region("heart", Side.None, 40, 40, 60, 60)])]),
        ]));

    private static PhantomTruthRegion Region(string target, Side side, int x0, int y0, int x1, int y1)
    {
        var mask = new Mask(100, 100, 1);
        for (var y = y0; y < y1; y++)
        {
            for (var x = x0; x < x1; x++) mask[x, y, 0] = true;
        }

        return new PhantomTruthRegion(target, side, Location: null, [x0, y0, 0, x1, y1, 1], RunLengthMask.Encode(mask));
    }
}
