using System.Globalization;

namespace VividMed.Datasets.Csv;

/// <summary>Numbers as tables have them: "1.5", and lists such as "[0.68, 0.68]" with brackets, commas and spaces.</summary>
internal static class BracketedList
{
    /// <summary>The numbers, or null where there are not exactly so many or one is none.</summary>
    public static double[]? Parse(string text, int count)
    {
        var cells = text.Trim().TrimStart('[', '(').TrimEnd(']', ')').Split(',');
        if (cells.Length != count) return null;
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (Number(cells[i]) is not { } number) return null;
            numbers[i] = number;
        }

        return numbers;
    }

    /// <summary>A finite number, or null.</summary>
    public static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
