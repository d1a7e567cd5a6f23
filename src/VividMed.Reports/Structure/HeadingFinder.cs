namespace VividMed.Reports.Structure;

/// <summary>
/// Section headings: at a line start anything in capitals, or a known name in any case, that ends in a colon; within a line a known name
/// in capitals. The spelling variants follow what is published on MIMIC-CXR.
/// </summary>
internal static class HeadingFinder
{
    private const int LongestHeading = 70;

    private static readonly (string Fragment, string Name)[] Names =
    [
        ("ADDENDUM", "addendum"), ("WET READ", "wet read"),
        ("IMPRES", "impression"), ("CONCLUSION", "impression"), ("SUMMARY", "impression"), ("OPINION", "impression"),
        ("FINDING", "findings"),
        ("RECOMMEND", "recommendation"), ("NOTIFICATION", "notification"),
        ("COMPARI", "comparison"), ("TECHNIQUE", "technique"), ("PROCEDURE", "technique"),
        ("CLINICALINFORMATION", "clinical information"), ("CLINICAL INFORMATION", "clinical information"),
        ("INDICATION", "indication"), ("REASON FOR", "indication"), ("CLINICAL", "indication"), ("HISTORY", "history"),
        ("EXAM", "examination"), ("STUDY", "examination"), ("TYPE OF", "examination"),
    ];

    private static readonly string[] Inline =
    [
        "FINDINGS", "FINDING", "IMPRESSION", "IMPRESSIONS", "INDICATION", "COMPARISON", "COMPARISONS", "TECHNIQUE", "HISTORY",
        "EXAMINATION",
        "CONCLUSION", "RECOMMENDATION", "RECOMMENDATIONS",
    ];

    /// <summary>Whether a trimmed line begins with a heading, known or not.</summary>
    public static bool BeginsWithHeading(ReadOnlySpan<char> line)
    {
        var colon = line[..Math.Min(line.Length, LongestHeading)].IndexOf(':');
        return colon > 0 && Ends(line, colon) && IsHeadingText(line[..colon]) && Name(line[..colon]) is not null;
    }

    public static IEnumerable<Heading> Find(string text, int start, ReportStyle style)
    {
        var body = false;
        for (var colon = text.IndexOf(':', start); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            if (colon == start || !Ends(text, colon) || At(text, start, colon) is not { } heading) continue;
            // An unknown name within the body ("LUNGS:") is part of it; elsewhere it opens the body.
            if (heading.Name.Length == 0 && (body || style == ReportStyle.CtRate)) continue;
            if (heading.Name.Length == 0) heading = heading with { Name = "findings" };
            body = heading.Name is "findings" or "impression";
            yield return heading;
        }
    }

    private static Heading? At(string text, int start, int colon)
    {
        var floor = Math.Max(start, colon - LongestHeading);
        var line = text.LastIndexOf('\n', colon - 1, colon - floor) + 1;
        if (line == 0) line = floor;
        var atLine = line == start || (line > 0 && text[line - 1] == '\n');
        var before = text.AsSpan(line, colon - line);
        if (atLine && IsHeadingText(before) && Name(before) is { } name) return new Heading(name, line, colon + 1);
        foreach (var known in Inline)
        {
            var at = colon - known.Length;
            if (at > start && char.IsWhiteSpace(text[at - 1]) && IsInline(text, at, known)) return new Heading(Name(known)!, at, colon + 1);
        }

        return null;
    }

    /// <summary>In capitals anywhere, with a capital only where a sentence has ended ("No edema. Impression: normal").</summary>
    private static bool IsInline(string text, int at, string known)
    {
        var word = text.AsSpan(at, known.Length);
        if (word.SequenceEqual(known)) return true;
        return word[0] == known[0]
            && word.Equals(known, StringComparison.OrdinalIgnoreCase)
            && !word[1..].ContainsAnyInRange('A', 'Z')
            && text.AsSpan(0, at).TrimEnd() is [.., '.' or '"' or '!' or '?'];
    }

    private static bool Ends(ReadOnlySpan<char> text, int colon) => colon + 1 >= text.Length || char.IsWhiteSpace(text[colon + 1]);

    private static bool IsHeadingText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterUpper(text[0])) return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character) && character is not (' ' or '(' or ')' or '/' or ',' or '&' or '-')) return false;
        }

        return true;
    }

    /// <summary>The normalized name, empty for an unknown heading in capitals, null for what is no heading.</summary>
    private static string? Name(ReadOnlySpan<char> heading)
    {
        var capitals = !heading.ContainsAnyInRange('a', 'z');
        foreach (var (fragment, name) in Names)
        {
            var at = heading.IndexOf(fragment, StringComparison.OrdinalIgnoreCase);
            if (at == 0 || (at > 0 && capitals)) return name;
        }

        if (!capitals || heading.Length < 4) return null;
        return HeadingSpelling.Find(heading) ?? string.Empty;
    }
}

/// <summary>A section heading with its colon at text[Start..End], by the section's normalized name.</summary>
internal sealed record Heading(string Name, int Start, int End);
