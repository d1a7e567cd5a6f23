using System.Globalization;
using VividMed.Evaluation.Review;
using VividMed.Evaluation.Statistics;

namespace VividMed.Cli.Output;

/// <summary>A review's findings as tables.</summary>
internal static class ReviewTable
{
    public static void Write(ReviewReport report)
    {
        TableOutput.Write(["what was judged", "right", "95 %", "effective number"],
        [
            Row("phrases with a region", report.Grounded.Overall),
            .. report.Grounded.ByTarget.Select(static target => Row($"  {target.Key}", target.Value)),
            Row("phrases without", report.Ungrounded.Overall),
            .. report.Ungrounded.ByTarget.Select(static target => Row($"  {target.Key}", target.Value)),
        ]);
        TableOutput.Write(["verdict in force", "subjects"], report.Verdicts.Select(static verdict => (IReadOnlyList<string>)[verdict.Key, $"{verdict.Value}"]));
        TableOutput.Write(
            ["reviewer", "subjects", "planted faults seen", "95 %"],
            report.Reviewers.Select(static reviewer => (IReadOnlyList<string>)[reviewer.Reviewer, $"{reviewer.Subjects}", reviewer.Caught is { } caught ? $"{Percent(caught.Share)} of {reviewer.Planted}" : "none planted", Bounds(reviewer.Caught)]));
        if (report.Agreement.Count > 0)
        {
            TableOutput.Write(
                ["two reviewers", "subjects of both", "kappa, right or wrong", "kappa, kind"],
                report.Agreement.Select(static pair => (IReadOnlyList<string>)[$"{pair.One}, {pair.Other}", $"{pair.Subjects}", Number(pair.Kappa), Number(pair.KindKappa)]));
        }

        Console.Out.WriteLine($"{report.Subjects} subjects judged, {report.Open} of them open because reviewers differ; {report.Stale.Count} verdicts are out of date");
    }

    private static IReadOnlyList<string> Row(string what, ShareInterval? share) =>
        [what, share is null ? "nobody looked" : Percent(share.Share), Bounds(share), share is null ? "" : share.Trials.ToString("F1", CultureInfo.InvariantCulture)];

    private static string Bounds(ShareInterval? share) => share is null ? "" : $"{Percent(share.Low)} to {Percent(share.High)}";

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Number(double? number) => number?.ToString("F3", CultureInfo.InvariantCulture) ?? "";
}
