namespace VividMed.Reports.Assertions.Cues;

/// <summary>Patterns of cues: "(is|are|) not seen" stands for "is not seen", "are not seen" and "not seen".</summary>
internal static class CuePattern
{
    /// <summary>
    /// The parts of a pattern, each with the texts that may stand there. Alternatives stand in parentheses, parted by bars, without nesting;
    /// an empty one may be left out. One pattern may stand for tens of thousands of phrases, so they are never spelled out.
    /// </summary>
    /// <exception cref="FormatException">A word goes over the border of a part: it would be read as two.</exception>
    public static IEnumerable<string[]> Parts(string pattern)
    {
        for (var at = 0; at < pattern.Length;)
        {
            var open = pattern.IndexOf('(', at);
            if (open < 0) open = pattern.Length;
            if (open > at) yield return [pattern[at..open]];
            if (open == pattern.Length) yield break;
            var close = pattern.IndexOf(')', open);
            if (Touches(pattern, open - 1) || Touches(pattern, close + 1)) throw new FormatException($"The cue '{pattern}' has alternatives within a word.");
            yield return pattern[(open + 1)..close].Split('|');
            at = close + 1;
        }
    }

    private static bool Touches(string pattern, int at) => at >= 0 && at < pattern.Length && pattern[at] != ' ';
}
