using VividMed.Imaging.Geometry;
using VividMed.Inference.Detectors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Tests.Detectors;

public sealed class DetectionSelectionTests
{
    private static readonly ModelLabel[] Labels = [new("A", "a"), new("B", "b", ScoreThreshold: 0.7), new("C", "c")];
    private static readonly DetectionDecoding Rule = new(DetectionFormat.DetrRaw, BoxFrame.Padded, 10, 0.5);

    private static readonly RawDetection[] Found =
    [
        new(0, 0.9, Box.Flat(0, 0, 1, 1)),
        new(0, 0.8, Box.Flat(0, 0, 1, 0.9)),
        new(1, 0.6, Box.Flat(0, 0, 1, 1)),
        new(0, 0.55, Box.Flat(0, 0, 0.2, 0.2)),
        new(2, 0.4, Box.Flat(0, 0, 1, 1)),
        new(2, 0.3, Box.Flat(0, 0, 1, 1)),
    ];

    [Fact]
    public void A_labels_own_threshold_wins_over_the_general_one() =>
        Assert.Equal([0.9, 0.8, 0.55], Scores(Rule));

    [Fact]
    public void The_fallback_keeps_the_best_of_a_class_that_has_none() =>
        Assert.Equal([0.9, 0.8, 0.55, 0.6, 0.4], Scores(Rule with { FallbackBestPerClass = true }));

    [Fact]
    public void Suppression_drops_what_overlaps_a_better_box_of_the_same_class() =>
        Assert.Equal([0.9, 0.55], Scores(Rule with { SuppressionIoU = 0.6 }));

    private static IEnumerable<double> Scores(DetectionDecoding rule) => DetectionSelection.Select(Found, rule, index => Labels[index]).Select(static box => box.Score);
}
