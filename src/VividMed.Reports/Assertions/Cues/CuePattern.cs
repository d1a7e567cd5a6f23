namespace VividMed.Reports.Assertions.Cues;

/// <summary>Patterns of cues: "(is|are|) not seen" stands for "is not seen", "are not seen" and "not seen".</summary>
internal static class CuePattern
{
    /// <summary>
    /// All phrases of a pattern. Alternatives stand in parentheses, parted by bars, without nesting; an empty one may be left out.
    /// </summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return [pattern];
        var close = pattern.IndexOf(')', open);
        var rest = Expand(pattern[(close + 1)..]).ToList();
        return
            from alternative in pattern[(open + 1)..close].Split('|')
            from end in rest
            select pattern[..open] + alternative + end;
    }
}
