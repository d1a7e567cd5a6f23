using System.Text.RegularExpressions;

namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>The words that texts are compared by: lower case, every sign a word of its own, as the published report metrics have them.</summary>
internal static partial class MetricWords
{
    public static string[] Of(string text) => [.. Words().Matches(text).Select(static match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\p{L}+|\p{N}+|\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();
}
