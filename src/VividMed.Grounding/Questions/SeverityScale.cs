namespace VividMed.Grounding.Questions;

/// <summary>An order of the words by which reports grade findings.</summary>
internal static class SeverityScale
{
    private static readonly string[][] Degrees =
    [
        ["trace", "minimal", "minimally", "tiny", "faint", "subtle"],
        ["mild", "mildly", "small", "slight", "slightly", "minor", "small amount of"],
        ["mild to moderate", "small to moderate"],
        ["moderate", "moderately", "moderate sized"],
        ["moderate to severe", "moderate to large"],
        ["severe", "severely", "large", "marked", "markedly", "extensive", "massive", "large amount of"],
    ];

    /// <summary>The higher, the more; null for a word that has no place in the order.</summary>
    public static int? Of(string? severity)
    {
        if (severity is null) return null;
        var degree = Array.FindIndex(Degrees, words => words.Contains(severity, StringComparer.OrdinalIgnoreCase));
        return degree < 0 ? null : degree;
    }
}
