using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Tests.VisionLanguage.Metrics;

public sealed class FindingScoreTests
{
    private static readonly string[] Labels = ["effusion", "nodule", "edema"];

    /// <summary>Effusion: 2 hits, 1 miss, 1 false alarm. Nodule: never there, stated once. Edema: there once, never stated.</summary>
    private static readonly StatedLabels[] Studies =
    [
        Study(["effusion"], ["effusion"]),
        Study(["effusion", "nodule"], ["effusion"]),
        Study(["effusion"], []),
        Study([], ["effusion", "edema"]),
        Study([], []),
    ];

    [Fact]
    public void Each_label_is_a_table_of_two_by_two() => Assert.Equal(
        [new LabelCounts(2, 1, 1, 1), new LabelCounts(0, 1, 0, 4), new LabelCounts(0, 0, 1, 4)], FindingScore.Count(Studies, Labels));

    [Fact]
    public void Micro_figures_follow_from_the_sum_of_the_tables()
    {
        var counts = FindingScore.Count(Studies, Labels);

        Assert.Equal(0.5, FindingScore.Micro(counts, static count => count.Precision));
        Assert.Equal(0.5, FindingScore.Micro(counts, static count => count.Recall));
        Assert.Equal(0.5, FindingScore.Micro(counts, static count => count.F1));
        Assert.Equal(2.0 / 11, FindingScore.Micro(counts, static count => count.FalseOmission)!.Value, 12);
        Assert.Equal(0.5, FindingScore.Micro(counts, static count => count.FalseDiscovery));
    }

    [Fact]
    public void Macro_leaves_labels_out_that_no_reference_has() =>
        Assert.Equal(((2.0 / 3) + 0) / 2, FindingScore.Macro(FindingScore.Count(Studies, Labels), static count => count.F1)!.Value, 12);

    [Fact]
    public void What_has_nothing_to_be_counted_over_has_no_figure()
    {
        var counts = FindingScore.Count([Study([], [])], Labels);

        Assert.Null(FindingScore.Micro(counts, static count => count.F1));
        Assert.Null(FindingScore.Macro(counts, static count => count.F1));
        Assert.Equal(0, FindingScore.Micro(counts, static count => count.FalseOmission));
    }

    private static StatedLabels Study(string[] stated, string[] wanted) => new(stated.ToHashSet(), wanted.ToHashSet());
}
