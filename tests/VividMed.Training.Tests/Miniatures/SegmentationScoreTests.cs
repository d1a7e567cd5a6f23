using VividMed.Imaging.Masks;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Taxonomy;
using VividMed.Training.Miniatures;

namespace VividMed.Training.Tests.Miniatures;

public sealed class SegmentationScoreTests
{
    private static readonly ModelLabel[] Labels = [new("left lung", "lung", Side.Left), new("right lung", "lung", Side.Right), new("lung nodule", "lung nodule")];

    [Fact]
    public void A_perfect_answer_has_dice_one_and_nothing_swapped_or_invented()
    {
        var metrics = Score([0b0011, 0b1100, 0]);

        Assert.Equal(1, metrics["dice"]);
        Assert.Equal(1, metrics["dice-min/left lung"]);
        Assert.Equal(0, metrics["swapped"]);
        Assert.Equal(0, metrics["invented/lung nodule"]);
    }

    [Fact]
    public void Sides_taken_for_each_other_are_counted() => Assert.Equal(2, Score([0b1100, 0b0011, 0])["swapped"]);

    [Fact]
    public void A_mask_of_what_is_not_there_is_invented() => Assert.Equal(1, Score([0b0011, 0b1100, 0b1000])["invented/lung nodule"]);

    [Fact]
    public void Half_of_a_structure_has_a_dice_of_two_thirds() => Assert.Equal(0.6667, Score([0b0001, 0b1100, 0])["dice/left lung"]);

    /// <param name="found">For each label the four voxels that it outlines, one bit each; the left lung is the first two, the right one the last two.</param>
    private static IReadOnlyDictionary<string, double> Score(int[] found)
    {
        var score = new SegmentationScore(Labels);
        var masks = found.Select((bits, label) =>
        {
            var mask = new Mask(4, 1, 1);
            for (var i = 0; i < 4; i++) mask[i] = (bits >> i & 1) != 0;
            return new Segmentation(Labels[label].Target, Labels[label].Side, mask, 1);
        });
        score.Add([.. masks], [1, 1, 2, 2]);
        return score.Metrics();
    }
}
