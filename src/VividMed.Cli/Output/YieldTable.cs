using System.Globalization;
using VividMed.Grounding;
using VividMed.Shards.Quality;

namespace VividMed.Cli.Output;

/// <summary>
/// The yield of a version in the manner of Table 1 of the VividMed paper (arXiv 2410.12694), whose figures stand below for comparison, and
/// where the rest went.
/// </summary>
internal static class YieldTable
{
    private static readonly string[] Reasons =
    [
        UngroundedReason.Absent, UngroundedReason.AbsentButDetected, UngroundedReason.Uncertain, UngroundedReason.Historical,
        UngroundedReason.UnsupportedTarget, UngroundedReason.BelowThreshold, UngroundedReason.FailedCheck, UngroundedReason.SideConflict,
        UngroundedReason.RejectedInReview,
    ];

    private static readonly IReadOnlyList<string>[] Published =
    [
        ["paper, MIMIC-CXR", "121953", "435396", "3.6", "", "33114", "", "7.6 %", ""],
        ["paper, CT-RATE", "24086", "346650", "14.4", "", "", "96620", "27.9 %", ""],
    ];

    public static void Write(ShardStatistics statistics)
    {
        TableOutput.Write(
            ["", "pairs", "tags", "per pair", "stated present", "boxes", "masks", "grounded", "of stated"],
            [Totals(statistics), .. Published]);
        TableOutput.Write(["kind / target", "tags", "grounded", "share", .. Reasons], statistics.Kinds.Select(kind => Row(kind, KindReasons(statistics, kind.Key)))
            .Concat(statistics.Targets.Select(target => Row(target, statistics.TargetReasons.GetValueOrDefault(target.Key)))));
        TableOutput.Write(["where the tags went", "tags", "share"], [
            ["grounded", $"{statistics.Grounded}", Share(statistics.Grounded, statistics.Phrases)],
            .. statistics.Reasons.Select(
                reason => (IReadOnlyList<string>)[reason.Key, $"{reason.Value}", Share(reason.Value, statistics.Phrases)]),
            ["all", $"{statistics.Phrases}", statistics.Closes ? "each counted once" : "DOES NOT CLOSE: run 'shards verify'"]]);
        TableOutput.Write(
            ["grade", "regions", "share"],
            statistics.Grades.Select(grade => (IReadOnlyList<string>)[grade.Key, $"{grade.Value}", Share(grade.Value, statistics.Regions)]));
        Console.Out.WriteLine($"{statistics.Images} images, {statistics.Questions} questions with answers");
        if (statistics.FilesLeftOut is { } files)
        {
            TableOutput.Write(["files left out, by their headers", "files"], files.Select(static reason => (IReadOnlyList<string>)[reason.Key, $"{reason.Value}"]));
        }

        if (statistics.Duplicates is { } duplicates) DuplicateTable.Write(duplicates);
        if (statistics.TextOnly is { Count: > 0 } types)
        {
            TableOutput.Write(
                ["questions, guessed without the image", "asked", "answers", "chance", "most frequent", "from words", "gain", ""], types.Select(TextOnly));
        }
    }

    private static IReadOnlyList<string> TextOnly(TextOnlyAccuracy type) =>
    [
        type.Type, $"{type.Questions}", $"{type.Answers}", Share(type.Chance), Share(type.Majority), Share(type.Words), Share(type.Gain),
        type.Holds ? "" : "can be guessed",
    ];

    private static string Share(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private static IReadOnlyList<string> Totals(ShardStatistics statistics) =>
    [
        string.Join(", ", statistics.Modalities.Keys), $"{statistics.Samples}", $"{statistics.Phrases}",
        statistics.Samples == 0 ? "" : ((double)statistics.Phrases / statistics.Samples).ToString("F1", CultureInfo.InvariantCulture),
        $"{statistics.Stated}", $"{statistics.Boxes}", $"{statistics.Masks}", Share(statistics.Grounded, statistics.Phrases),
        Share(statistics.Grounded, statistics.Stated),
    ];

    private static IReadOnlyList<string> Row(KeyValuePair<string, TargetYield> line, SortedDictionary<string, long>? reasons) =>
    [
        line.Key, $"{line.Value.Phrases}", $"{line.Value.Grounded}", Share(line.Value.Grounded, line.Value.Phrases),
        .. Reasons.Select(reason => reasons?.GetValueOrDefault(reason) is > 0 and var count ? $"{count}" : ""),
    ];

    private static SortedDictionary<string, long> KindReasons(ShardStatistics statistics, string kind)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (target, reasons) in statistics.TargetReasons)
        {
            if (!target.StartsWith(kind + "/", StringComparison.Ordinal)) continue;
            foreach (var (reason, count) in reasons) sums[reason] = sums.GetValueOrDefault(reason) + count;
        }

        return sums;
    }

    private static string Share(long part, long whole) =>
        whole == 0 ? "" : (100.0 * part / whole).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
