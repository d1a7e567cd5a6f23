using VividMed.Imaging.Geometry;
using VividMed.Training.Miniatures;

namespace VividMed.Training.Tests.Miniatures;

public sealed class DetectionScoreTests
{
    private static readonly Box Here = Box.Flat(0, 0, 10, 10), There = Box.Flat(50, 50, 60, 60), Nowhere = Box.Flat(100, 100, 110, 110);

    [Fact]
    public void Average_precision_is_the_area_under_the_best_precision_at_each_recall()
    {
        var metrics = Score([(0, Here, 0.9), (0, Nowhere, 0.8), (0, There, 0.7)], [(0, Here), (0, There)]);

        Assert.Equal((1 + (2 / 3.0)) / 2, metrics["ap50/a"], 4);
        Assert.Equal(metrics["ap50/a"], metrics["ap50"]);
        Assert.False(metrics.ContainsKey("ap50/b"));
    }

    [Fact]
    public void Only_boxes_over_the_threshold_count_for_precision_and_recall()
    {
        var metrics = Score([(0, Here, 0.9), (0, Nowhere, 0.8), (0, There, 0.3)], [(0, Here), (0, There)]);

        Assert.Equal(0.5, metrics["precision"]);
        Assert.Equal(0.5, metrics["recall"]);
    }

    [Fact]
    public void A_second_box_on_the_same_object_is_a_false_one()
    {
        var metrics = Score([(0, Here, 0.9), (0, Here, 0.8)], [(0, Here)]);

        Assert.Equal(0.5, metrics["precision"]);
        Assert.Equal(1, metrics["ap50"]);
    }

    [Fact]
    public void A_box_of_another_class_or_of_little_overlap_is_no_hit()
    {
        Assert.Equal(0, Score([(1, Here, 0.9)], [(0, Here)])["recall"]);
        Assert.Equal(0, Score([(0, Box.Flat(6, 0, 16, 10), 0.9)], [(0, Here)])["recall"]);
    }

    private static IReadOnlyDictionary<string, double> Score((int Label, Box Box, double Score)[] found, (int Label, Box Box)[] truth)
    {
        var score = new DetectionScore(["a", "b"]);
        score.Add(found, truth);
        return score.Metrics(static _ => 0.5);
    }
}
