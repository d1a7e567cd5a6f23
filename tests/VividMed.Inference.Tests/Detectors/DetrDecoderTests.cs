using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;

namespace VividMed.Inference.Tests.Detectors;

public sealed class DetrDecoderTests
{
    private static readonly float[] Boxes = [0.5f, 0.5f, 0.2f, 0.4f, 0.25f, 0.75f, 0.5f, 0.5f];

    [Fact]
    public void Raw_takes_the_best_query_and_class_pairs_by_sigmoid()
    {
        var found = DetrDecoder.Raw([-2, 0, 3, -1, -9, 1], Boxes, classes: 3, topK: 3);

        Assert.Equal([2, 2, 1], found.Select(static box => box.Label));
        Assert.Equal([0.952574, 0.731059, 0.5], found.Select(static box => Math.Round(box.Score, 6)));
        Assert.Equal((0.4, 0.3, 0.6, 0.7), Rounded(found[0]));
        Assert.Equal((0.0, 0.5, 0.5, 1.0), Rounded(found[1]));
        Assert.Equal((0.4, 0.3, 0.6, 0.7), Rounded(found[2]));
    }

    [Fact]
    public void Equal_scores_keep_the_order_of_query_and_class()
    {
        var found = DetrDecoder.Raw([1, 1, 1, 1, 1, 1], Boxes, classes: 3, topK: 4);

        Assert.Equal([0, 1, 2, 0], found.Select(static box => box.Label));
        Assert.Equal([0.4, 0.4, 0.4, 0.0], found.Select(static box => Math.Round(box.Box.X0, 6)));
    }

    [Fact]
    public void Softmax_gives_a_query_one_label_and_counts_no_object_only_as_competition()
    {
        var found = DetrDecoder.Softmax([0, 2, 1, 0, 0, 5], Boxes, classes: 2, topK: 10);

        Assert.Equal([1, 0], found.Select(static box => box.Label));
        Assert.Equal(Math.Round(Math.Exp(2) / (1 + Math.Exp(2) + Math.E), 6), Math.Round(found[0].Score, 6));
        Assert.Equal(Math.Round(1 / (2 + Math.Exp(5)), 6), Math.Round(found[1].Score, 6));
    }

    [Fact]
    public void Decoded_boxes_are_sorted_and_strange_labels_left_out()
    {
        var found = DetrDecoder.Decoded([0, 7, 1, -1, 1], [1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 7, 8, 0, 0, 0, 0, 9, 9, 9, 9], [0.3f, 0.9f, 0.8f, 0.7f, float.NaN], classes: 2, topK: 5);

        Assert.Equal([1, 0], found.Select(static box => box.Label));
        Assert.Equal(Box.Flat(5, 6, 7, 8), found[0].Box);
    }

    [Fact]
    public void Extreme_logits_stay_within_0_and_1()
    {
        var found = DetrDecoder.Raw([float.MaxValue, float.MinValue], Boxes.AsSpan(0, 4), classes: 2, topK: 2);

        Assert.Equal([1.0, 0.0], found.Select(static box => box.Score));
    }

    private static (double, double, double, double) Rounded(RawDetection box) =>
        (Math.Round(box.Box.X0, 6), Math.Round(box.Box.Y0, 6), Math.Round(box.Box.X1, 6), Math.Round(box.Box.Y1, 6));
}
