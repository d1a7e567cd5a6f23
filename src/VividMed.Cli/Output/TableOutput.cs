using Spectre.Console;

namespace VividMed.Cli.Output;

/// <summary>A plain table on stdout; no colors when it is not a terminal.</summary>
internal static class TableOutput
{
    /// <summary>One object, a property a row, named as in its JSON.</summary>
    public static void WriteRecord(object record) =>
        Write(["", ""], JsonOutput.Properties(record).Select(property => (IReadOnlyList<string>)[property.Name, property.Value]));

    public static void Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Text(heading)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected) console.Profile.Width = 240;
        console.Write(table);
    }
}

/// <summary>
/// Flat metrics such as <c>dice/left lung</c> as a table: a label a row, a measure a column, the figures over all labels first.
/// </summary>
internal static class MetricTable
{
    public static void Write(string title, IReadOnlyDictionary<string, double> metrics)
    {
        var parts = metrics.Select(metric => (Parts: metric.Key.Split('/', 2), metric.Value)).ToList();
        var measures = parts.Select(metric => metric.Parts[0]).Distinct().ToList();
        var values = parts.ToDictionary(metric => (metric.Parts[0], metric.Parts.ElementAtOrDefault(1)), metric => metric.Value);
        var labels = parts.Select(metric => metric.Parts.ElementAtOrDefault(1))
            .Distinct()
            .OrderBy(label => label is null ? 0 : 1)
            .ThenBy(label => label, StringComparer.Ordinal);
        TableOutput.Write([title, .. measures], labels.Select(label => (IReadOnlyList<string>)
        [
            label ?? "all", .. measures.Select(measure => values.TryGetValue((measure, label), out var value) ? $"{value:0.####}" : ""),
        ]));
    }
}
