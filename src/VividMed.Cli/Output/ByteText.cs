using System.Globalization;

namespace VividMed.Cli.Output;

/// <summary>Sizes for people, in powers of ten.</summary>
internal static class ByteText
{
    public static string Of(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => Text(bytes / 1e3, "kB"),
        < 1_000_000_000 => Text(bytes / 1e6, "MB"),
        _ => Text(bytes / 1e9, "GB"),
    };

    private static string Text(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number:F1} {unit}");
}
