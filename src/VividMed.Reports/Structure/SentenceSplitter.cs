using System.Collections.Frozen;

namespace VividMed.Reports.Structure;

/// <summary>
/// Sentences of running report text. Decimals, list numbers and abbreviations do not end one; a window phrase in ';' belongs to its
/// sentence.
/// </summary>
internal static class SentenceSplitter
{
    private static readonly FrozenSet<string> Abbreviations = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "dr", "mr", "mrs", "ms", "vs", "approx", "e.g", "i.e", "cf", "fig", "st", "resp", "max", "min",
        "ca");

    /// <summary>The sentences of text[start..end], trimmed, in order, without overlap.</summary>
    public static IEnumerable<TextSpan> Split(string text, int start, int end)
    {
        var from = start;
        for (var at = start; at < end; at++)
        {
            if (!Ends(text, from, at, end)) continue;
            if (Trim(text, from, at + 1) is { } sentence) yield return sentence;
            from = at + 1;
        }

        if (Trim(text, from, end) is { } last) yield return last;
    }

    private static bool Ends(string text, int from, int at, int end)
    {
        var next = at + 1 < end ? text[at + 1] : '\n';
        return text[at] switch
        {
            '\n' => true,
            '"' => char.IsWhiteSpace(next) || (at > from && char.IsWhiteSpace(text[at - 1])),
            // "Opacity, ? pneumonia" asks of what follows.
            '!' or '?' => char.IsWhiteSpace(next) && at > from && !char.IsWhiteSpace(text[at - 1]),
            '.' => EndsAtStop(text, from, at, next),
            _ => false,
        };
    }

    private static bool EndsAtStop(string text, int from, int at, char next)
    {
        if (!char.IsWhiteSpace(next) && next is not ('"' or ')') && !char.IsUpper(next)) return false;
        var word = at;
        while (word > from && (char.IsLetterOrDigit(text[word - 1]) || text[word - 1] == '.')) word--;
        var before = text.AsSpan(word, at - word);
        if (before.IsEmpty) return true;
        var opens = text.AsSpan(from, word - from).IsWhiteSpace();
        if (opens && before.IndexOfAnyExceptInRange('0', '9') < 0) return false;
        // A single capital is an initial only where a name can stand; "type A." still ends at the end of its paragraph.
        return !Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(before);
    }

    private static TextSpan? Trim(string text, int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == '"')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == '"')) end--;
        return end > start ? new TextSpan(start, end) : null;
    }
}
