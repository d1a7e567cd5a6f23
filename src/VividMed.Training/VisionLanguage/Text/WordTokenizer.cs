using System.Text.RegularExpressions;

namespace VividMed.Training.VisionLanguage;

/// <summary>Splits text into lower-case words, numbers and single signs, with the offset where each begins.</summary>
internal static partial class WordTokenizer
{
    public static IEnumerable<(string Word, int Start)> Split(string text) =>
        Words().Matches(text).Select(static match => (match.Value.ToLowerInvariant(), match.Index));

    [GeneratedRegex(@"[A-Za-z]+|[0-9]+|\S", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();
}
