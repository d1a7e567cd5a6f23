using System.Globalization;

namespace VividMed.Evaluation.Pages;

/// <summary>Figures as the pages write them: three decimals, a dash where there is nothing.</summary>
internal static class FigureText
{
    public static string Of(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "–";

    public static string Interval(double? low, double? high) => low is null ? "" : $"{Of(low)}–{Of(high)}";
}
