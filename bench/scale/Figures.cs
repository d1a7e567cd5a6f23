using System.Globalization;

namespace VividMed.Bench.Scale;

/// <summary>Figures as lines of <c>name value unit [ratio-to peer]</c>.</summary>
internal static class Figures
{
    public static void Write(string name, double value, string unit) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F1} {unit}"));

    /// <summary>How many times less one step cost than another.</summary>
    public static void Ratio(string name, double cheap, double dear, string peer) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {dear / cheap:F1} times-cheaper-than {peer}"));
}
