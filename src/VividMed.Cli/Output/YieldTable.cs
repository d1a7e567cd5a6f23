using VividMed.Shards;

namespace VividMed.Cli;

/// <summary>The yield of a version in the manner of a paper's table.</summary>
internal static class YieldTable
{
    public static void Write(ShardStatistics statistics)
    {
        TableOutput.Write(["samples", "images", "phrases", "boxes", "masks", "questions"],
            [[$"{statistics.Samples}", $"{statistics.Images}", $"{statistics.Phrases}", $"{statistics.Boxes}", $"{statistics.Masks}", $"{statistics.Questions}"]]);
        TableOutput.Write(["kind / target", "phrases", "grounded", "share"], statistics.Kinds.Concat(statistics.Targets)
            .Select(line => (IReadOnlyList<string>)[line.Key, $"{line.Value.Phrases}", $"{line.Value.Grounded}", $"{line.Value.Share:P1}"]));
        TableOutput.Write(["reason without region", "phrases"], statistics.Reasons.Select(line => (IReadOnlyList<string>)[line.Key, $"{line.Value}"]));
        TableOutput.Write(["grade", "regions"], statistics.Grades.Select(line => (IReadOnlyList<string>)[line.Key, $"{line.Value}"]));
    }
}
