using System.Globalization;
using System.Text;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.VisionLanguage.Tables;

/// <summary>Tables as Markdown, for a model's card and for the documentation.</summary>
public static class MarkdownTables
{
    /// <summary>Each table under a heading, its note below it.</summary>
    public static string Write(IEnumerable<EvaluationTable> tables, string heading = "##")
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"{heading} {table.Title}\n\n");
            Line(text, ["modality", "of", "answers", .. table.Columns]);
            Line(text, ["---", "---", "---", .. table.Columns.Select(static _ => "---:")]);
            foreach (var row in table.Rows) Line(text, [row.Modality, row.Name, row.Arm, .. row.Figures.Select(Cell)]);
            if (table.Note is { } note) text.Append(CultureInfo.InvariantCulture, $"\n{note}\n");
        }

        return text.ToString();
    }

    /// <summary>A figure with its interval and count, such as <c>0.812 (0.770-0.851), 124</c>; a dash where there is none.</summary>
    public static string Cell(Measured? figure)
    {
        if (figure is null) return "-";
        var interval = figure is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $" ({low:F3}-{high:F3})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F3}{interval}, {figure.Count}");
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
