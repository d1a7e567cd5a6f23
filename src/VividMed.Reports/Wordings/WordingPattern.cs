namespace VividMed.Reports.Wordings;

/// <summary>
/// Patterns of wordings: "(is|are|) not seen" stands for "is not seen", "are not seen" and "not seen"; "{exam}" for each of the words that
/// the language file lists under that name.
/// </summary>
internal static class WordingPattern
{
    /// <summary>
    /// The parts of a pattern, each with the texts that may stand there. Alternatives stand in parentheses, parted by bars, without nesting;
    /// an empty one may be left out. One pattern may stand for thousands of phrases, so they are never spelled out.
    /// </summary>
    /// <exception cref="LanguageException">A parenthesis or brace that does not close, a name that is not listed, or
    /// alternatives within a word.</exception>
    public static IReadOnlyList<string[]> Parts(string pattern, IReadOnlyDictionary<string, string> words)
    {
        var text = Insert(pattern, words);
        var parts = new List<string[]>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('(', at);
            if (open < 0) open = text.Length;
            if (open > at) parts.Add([text[at..open]]);
            if (open == text.Length) break;
            var close = text.IndexOf(')', open);
            if (close < 0 || Touches(text, open - 1) || Touches(text, close + 1)) throw Bad(pattern);
            parts.Add(text[(open + 1)..close].Split('|'));
            at = close + 1;
        }

        return parts;
    }

    private static string Insert(string pattern, IReadOnlyDictionary<string, string> words)
    {
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', StringComparison.Ordinal))
        {
            var close = pattern.IndexOf('}', open);
            if (close < 0 || !words.TryGetValue(pattern[(open + 1)..close], out var listed)) throw Bad(pattern);
            var within = pattern.LastIndexOf('(', open) > pattern.LastIndexOf(')', open);
            pattern = string.Concat(pattern.AsSpan(0, open), within ? listed : $"({listed})", pattern.AsSpan(close + 1));
        }

        return pattern;
    }

    /// <summary>Whether a word goes over the border of a part: it would be read as two.</summary>
    private static bool Touches(string pattern, int at) => at >= 0 && at < pattern.Length && pattern[at] is not (' ' or '(' or ')');

    private static LanguageException Bad(string pattern) =>
        new($"the wording '{pattern}' cannot be read: parentheses and braces must close, a name in braces must stand under words, and alternatives be whole words");
}
