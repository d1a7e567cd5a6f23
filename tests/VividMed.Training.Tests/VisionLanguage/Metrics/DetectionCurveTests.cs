using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Metrics;

public sealed class DetectionCurveTests
{
    /// <summary>Padilla's published worked example (2020): 24 boxes on 7 images with 15 true ones, in the order of their confidence.</summary>
    private const string Padilla = "RWRWWWWWWRWRRRWWWWWWWWRW";

    [Fact]
    public void Average_precision_of_Padillas_example() =>
        Assert.Equal(0.2457, DetectionCurve.AveragePrecision([new DetectedImage(Ranked(Padilla), 15)])!.Value, 4);

    [Fact]
    public void All_right_is_1_all_wrong_0_and_without_a_true_box_there_is_none()
    {
        Assert.Equal(1, DetectionCurve.AveragePrecision([new DetectedImage(Ranked("RR"), 2)]));
        Assert.Equal(0, DetectionCurve.AveragePrecision([new DetectedImage(Ranked("WW"), 2)]));
        Assert.Null(DetectionCurve.AveragePrecision([new DetectedImage(Ranked("W"), 0)]));
        Assert.Null(DetectionCurve.Froc([new DetectedImage([], 0)]));
    }

    [Fact]
    public void Recall_is_read_at_so_many_false_boxes_an_image()
    {
        // Four images, so 1/4 a box an image is one false box: R W R | W ends it there, R comes after two.
        DetectedImage[] images = [new(Ranked("RWRWR"), 4), new([], 0), new([], 0), new([], 0)];

        Assert.Equal(0.25, DetectionCurve.RecallAt(images, 0.125));
        Assert.Equal(0.5, DetectionCurve.RecallAt(images, 0.25));
        Assert.Equal(0.75, DetectionCurve.RecallAt(images, 0.5));
        Assert.Equal((0.25 + 0.5 + (5 * 0.75)) / 7, DetectionCurve.Froc(images)!.Value, 12);
    }

    [Fact]
    public void Boxes_of_one_score_pass_together() =>
        Assert.Equal(0, DetectionCurve.RecallAt([new DetectedImage([(0.5, true), (0.5, false)], 1)], 0.5));

    [Fact]
    public void A_second_box_on_the_same_true_one_is_wrong_and_the_surest_takes_it()
    {
        double[,] overlaps = { { 0.6, 0.1 }, { 0.9, 0.4 }, { 0.2, 0.5 } };

        var image = DetectionCurve.Match([0.3, 0.8, 0.5], (box, truth) => overlaps[box, truth], wanted: 2);

        Assert.Equal([(0.8, true), (0.5, true), (0.3, false)], image.Boxes);
        Assert.Equal(2, image.Wanted);
    }

    private static List<(double, bool)> Ranked(string judged) => [.. judged.Select((mark, rank) => (100.0 - rank, mark == 'R'))];
}
