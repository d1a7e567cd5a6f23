using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

public sealed class PlaceMeasureTests
{
    private static readonly TrainingStudy Study = Scene.Study("p", "A left effusion.", [("pleural effusion", Side.Left, Polarity.Present, Scene.LeftBox)]);

    [Fact]
    public void The_right_box_overlaps_wholly_and_is_on_its_side()
    {
        var measure = Measure([Scene.LeftBox]);

        Assert.Equal(1, measure.Overlaps.Single(), 6);
        Assert.Equal(1, measure.GeneralizedOverlaps.Single(), 6);
        Assert.Equal(0, measure.Distances.Single(), 6);
        Assert.False(measure.IsOnWrongSide);
    }

    [Fact]
    public void The_other_side_of_the_image_is_the_wrong_one()
    {
        var measure = Measure([Scene.RightBox]);

        Assert.Equal(0, measure.Overlaps.Single());
        Assert.True(measure.GeneralizedOverlaps.Single() < 0);
        Assert.True(measure.IsOnWrongSide);
    }

    [Fact]
    public void A_region_without_a_box_has_no_overlap_and_no_distance()
    {
        var measure = Measure([]);

        Assert.Equal(0, measure.Overlaps.Single());
        Assert.Empty(measure.Distances);
        Assert.Null(measure.IsOnWrongSide);
    }

    [Fact]
    public void A_phrase_whose_true_region_lies_on_no_stated_side_counts_for_no_side()
    {
        var odd = Scene.Study("p", "A left effusion.", [("pleural effusion", Side.Left, Polarity.Present, Scene.RightBox)]);

        Assert.Null(PlaceMeasure.Of(odd, Given(odd), [new PlacedBox(Scene.LeftBox, 1)], null, 2).IsOnWrongSide);
    }

    [Fact]
    public void Masks_are_compared_where_the_truth_has_one()
    {
        var mask = new byte[16 * 16];
        mask.AsSpan(8 * 16, 8).Fill(8);
        var region = new RegionTarget(Scene.LeftBox, mask);
        var given = new GivenPhrase(Study.Sample.Phrases[0], [region], [], Scene.Filled(4, 12));

        var measure = PlaceMeasure.Of(Study, given, [], given.Filled, 2);

        Assert.Equal(0.5, measure.Dice);
        Assert.Equal(new InstanceCounts(1, 1, 1), measure.Instances);
        Assert.Null(measure.SurfaceDice); // the image tells no spacing
    }

    private static PlaceMeasure Measure(float[][] boxes) =>
        PlaceMeasure.Of(Study, Given(Study), [.. boxes.Select(static box => new PlacedBox(box, 1))], null, 2);

    private static GivenPhrase Given(TrainingStudy study) => new(study.Sample.Phrases[0], [study.Regions[0]], [], Scene.Filled(0, 1));
}
