using System.Globalization;

namespace VividMed.Bench.Engine;

/// <summary>Measurements as a Markdown table.</summary>
internal static class ResultTable
{
    public const string Header =
        "| workload | store | deployment | seconds (median, min-max) | activities/s | orchestrations/s | anchor / ours | hub peak MiB | hub heap MiB | worker heap MiB | store MiB |\n" +
        "|---|---|---|---|---|---|---|---|---|---|---|";

    public static string Row(Measurement m, string store, Deployment deployment)
    {
        var anchor = m.Workload.Anchor is { } seconds ? $"{(seconds / m.Median).ToString("F2", CultureInfo.InvariantCulture)}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"| {m.Workload.Name} | {store} | {deployment.ToString().ToLowerInvariant()} | {m.Median:F3} ({m.Seconds.Min():F3}-{m.Seconds.Max():F3}) | {m.Workload.TotalActivities / m.Median:F0} | {m.Workload.TotalOrchestrations / m.Median:F0} | {anchor} | {m.Hub.Peak:F0} | {m.Hub.Heap:F1} | {m.Worker.Heap:F1} | {m.StoreMiB:F1} |");
    }
}
