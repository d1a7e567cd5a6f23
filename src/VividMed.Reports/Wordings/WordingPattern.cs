namespace VividMed.Reports.Wordings;

/// <summary>
/// Patterns of wordings: "(is|are|) not seen" stands for "is not seen", "are not seen" and "not seen"; "{exam}" for each of the words that
/// the language file lists under that name.
/// </summary>
internal static class WordingPattern
{
    /// <summary>
    /// All phrases of a pattern. Alternatives stand in parentheses, parted by bars, without nesting; an empty one may be left out.
    /// </summary>
    /// <exception cref="ReportException"><c>bad-language</c>: a parenthesis or brace that does not close, or a name that is not listed.</exception>
    public static IEnumerable<string> Expand(string pattern, IReadOnlyDictionary<string, string> words) => Alternatives(Insert(pattern, words));

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

    private static IEnumerable<string> Alternatives(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return [pattern];
        var close = pattern.IndexOf(')', open);
        if (close < 0) throw Bad(pattern);
        var rest = Alternatives(pattern[(close + 1)..]).ToList();
        return
            from alternative in pattern[(open + 1)..close].Split('|')
            from end in rest
            select pattern[..open] + alternative + end;
    }

    private static ReportException Bad(string pattern) => new("bad-language", $"The wording '{pattern}' cannot be read.");
}
