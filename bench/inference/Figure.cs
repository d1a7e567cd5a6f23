using System.Globalization;

namespace VividMed.Bench.Inference;

/// <summary>A figure on stdout: name, value, unit.</summary>
internal static class Figure
{
    public static void Write(string name, double value, string unit) => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:G4} {unit}"));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
