using System.Globalization;

namespace VividMed.Bench.Shards;

/// <summary>Figures as lines of <c>name value unit [ratio-to peer]</c>.</summary>
internal static class Figures
{
    public static void Write(string name, double value, string unit) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F1} {unit}"));

    /// <summary>The peer's figure, then ours with the ratio between them.</summary>
    public static void Beside(string name, double ours, string unit, string peer, double theirs)
    {
        Write($"{name}.{peer}", theirs, unit);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {ours:F1} {unit} {ours / theirs:F2} {peer}"));
    }
}
