using System.Globalization;

namespace VividMed.Evaluation.Pages;

/// <summary>Figures as the pages write them: three decimals, a dash where there is nothing.</summary>
internal static class FigureText
{
    public static string Of(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Up to three digits, for the ends of a scale.</summary>
    public static string Short(double? value) => value switch
    {
        null => "–",
        >= 1_000 or <= -1_000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("G3", CultureInfo.InvariantCulture),
    };

    public static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Interval(double? low, double? high) => low is null ? "" : $"{Of(low)}–{Of(high)}";
}
