using VividMed.Inference;

namespace VividMed.Cli;

/// <summary>A checked model in a table.</summary>
internal static class ModelCheckLine
{
    public static IReadOnlyList<string> Headings => ["model", "version", "fits its manifest", "runs on", "load", "per image or window", "peak memory", "golden cases"];

    public static IReadOnlyList<string> Cells(ModelCheckReport report) =>
    [
        report.Id,
        report.Version,
        "yes",
        $"{report.Provider.ToString().ToLowerInvariant()}, ONNX Runtime {report.RuntimeVersion}",
        $"{report.LoadMilliseconds:F0} ms",
        $"{report.MillisecondsPerItem:F1} ms in calls of {report.BatchSize}",
        $"{report.PeakBytes >> 20} MiB",
        report.Golden.Count == 0 ? "none" : string.Join(", ", report.Golden.Select(result => $"{(result.Passed ? "met" : "MISSED")} ({result.Output} off by {result.Difference:G2})")),
    ];
}
