using System.Globalization;

namespace VividMed.Bench.Pipeline;

/// <summary>Figures as lines while they come, and all of them as a Markdown table in the end.</summary>
internal sealed class ResultTable
{
    private readonly List<(string What, double Value, string Unit)> _rows = [];

    public void Add(string what, double value, string unit)
    {
        _rows.Add((what, value, unit));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pipeline.{what.Replace(": ", ".", StringComparison.Ordinal).Replace(' ', '-')} {value:G4} {unit}"));
    }

    public void Write()
    {
        Console.Out.WriteLine("| what | value |");
        Console.Out.WriteLine("|---|---|");
        foreach (var (what, value, unit) in _rows) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {value:G4} {unit} |"));
    }
}
