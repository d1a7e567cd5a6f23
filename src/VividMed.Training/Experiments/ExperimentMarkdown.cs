using System.Globalization;
using System.Text;
using VividMed.Training.Experiments.Comparison;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments;

/// <summary>An experiment's report as Markdown: how it was done, the figures, the differences, the notes.</summary>
public static class ExperimentMarkdown
{
    public static string Write(ExperimentReport report, string heading = "##")
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{heading} {report.Title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Seeds {string.Join(", ", report.Seeds)}; {report.Steps} steps of {report.Batch} studies; ");
        text.Append(CultureInfo.InvariantCulture, $"{report.HeldOutStudies} held-out studies of {report.HeldOutPatients} patients.\n\n");
        Line(text, ["arm", "what it is", "steps", "studies", "minutes a training"]);
        Line(text, ["---", "---", "---:", "---:", "---:"]);
        foreach (var arm in report.Arms) Line(text, [arm.Name, arm.What, Number(arm.Steps, "F0"), Number(arm.TrainingStudies, "F0"), Number(arm.Minutes, "F1")]);
        foreach (var table in report.Tables) Append(text, table, heading + "#");
        foreach (var note in report.Notes) text.Append(CultureInfo.InvariantCulture, $"\n- {note}");
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, ExperimentTable table, string heading)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{heading} {char.ToUpperInvariant(table.Title[0])}{table.Title[1..]}\n\nMeans over seeds with Student's 95 % interval:\n\n");
        Line(text, ["", .. table.Arms]);
        Line(text, ["---", .. table.Arms.Select(static _ => "---:")]);
        foreach (var (figure, rows) in table.Figures) Line(text, [figure, .. table.Arms.Select(arm => ValueOf(rows[arm].Value))]);
        var others = table.Arms.Skip(1).ToList();
        if (others.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\nDifference to \"{table.Reference}\"; intervals over seeds, then over patients:\n\n");
        Line(text, ["", .. others]);
        Line(text, ["---", .. others.Select(static _ => "---:")]);
        foreach (var (figure, rows) in table.Figures) Line(text, [figure, .. others.Select(arm => DifferenceOf(rows[arm].Difference))]);
    }

    /// <summary>Such as <c>0.812 (0.770 to 0.851)</c>.</summary>
    public static string ValueOf(Measured? value) => value switch
    {
        null => "-",
        { Low: { } low, High: { } high } => $"{Number(value.Value, "F3")} ({Number(low, "F3")} to {Number(high, "F3")})",
        _ => Number(value.Value, "F3"),
    };

    /// <summary>Such as <c>+0.020 (-0.010 to 0.050; -0.004 to 0.041), no effect</c>.</summary>
    public static string DifferenceOf(Difference? difference)
    {
        if (difference is null) return "-";
        var bounds = ((Bounds?[])[difference.Seeds, difference.Patients]).OfType<Bounds>().Select(static one => $"{Number(one.Low, "F3")} to {Number(one.High, "F3")}").ToList();
        return $"{(difference.Value < 0 ? "" : "+")}{Number(difference.Value, "F3")}{(bounds.Count == 0 ? "" : $" ({string.Join("; ", bounds)})")}, {WordOf(difference.Verdict)}";
    }

    /// <summary>What a verdict is called.</summary>
    public static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.NoEffect => "no effect",
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        _ => "nothing to be said",
    };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
