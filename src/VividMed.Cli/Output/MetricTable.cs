namespace VividMed.Cli;

/// <summary>Flat metrics such as <c>dice/left lung</c> as a table: a label a row, a measure a column, the figures over all labels first.</summary>
internal static class MetricTable
{
    public static void Write(string title, IReadOnlyDictionary<string, double> metrics)
    {
        var parts = metrics.Select(metric => (Parts: metric.Key.Split('/', 2), metric.Value)).ToList();
        var measures = parts.Select(metric => metric.Parts[0]).Distinct().ToList();
        var values = parts.ToDictionary(metric => (metric.Parts[0], metric.Parts.ElementAtOrDefault(1)), metric => metric.Value);
        var labels = parts.Select(metric => metric.Parts.ElementAtOrDefault(1)).Distinct().OrderBy(label => label is null ? 0 : 1).ThenBy(label => label, StringComparer.Ordinal);
        TableOutput.Write([title, .. measures], labels.Select(label => (IReadOnlyList<string>)
        [
            label ?? "all", .. measures.Select(measure => values.TryGetValue((measure, label), out var value) ? $"{value:0.####}" : ""),
        ]));
    }
}
