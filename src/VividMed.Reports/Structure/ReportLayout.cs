namespace VividMed.Reports.Structure;

/// <summary>A report's normalized text cut into sections. Offsets point into Text.</summary>
internal sealed record ReportLayout(string Text, IReadOnlyList<ReportSection> Sections)
{
    private const string Findings = "findings";

    public static ReportLayout Parse(string report, ReportStyle style)
    {
        var text = TextNormalizer.Normalize(report, style);
        if (text.Length == 0) throw new ReportException("empty-report", "The report holds no text.");
        var sections = new List<ReportSection>();
        var start = 0;
        if (style == ReportStyle.MimicCxr && AddendumEnd(text) is { } line)
        {
            Add(sections, text, "addendum", 0, line.Start);
            start = line.End;
        }

        ParseBody(text, start, style, sections);
        return new ReportLayout(text, sections);
    }

    /// <summary>Whether a section tells what this examination shows.</summary>
    public static bool IsBody(ReportSection section) => section.Name is Findings or "impression";

    private static void ParseBody(string text, int start, ReportStyle style, List<ReportSection> sections)
    {
        var headings = HeadingFinder.Find(text, start, style).ToList();
        var preambleEnd = headings.Count > 0 ? headings[0].Start : text.Length;
        // Without any heading of a body the running text itself is the report.
        var bodyless = !headings.Any(static heading => heading.Name is Findings or "impression")
            && Enumerable.Range(0, headings.Count).All(i => IsSingleParagraph(text, headings, i));
        // What stands before a heading of the body is findings too.
        var opens = headings is [{ Name: Findings or "impression" }, ..];
        Add(sections, text, bodyless || opens ? Findings : "preamble", SkipTitle(text, start), preambleEnd);
        for (var i = 0; i < headings.Count; i++)
        {
            var end = i + 1 < headings.Count ? headings[i + 1].Start : text.Length;
            AddSection(sections, text, headings[i], end, bodyless && style == ReportStyle.CtRate && i == headings.Count - 1);
        }
    }

    /// <summary>
    /// A section, and what follows it without a heading: after an empty line, or after one sentence in running text that has no heading of
    /// a body.
    /// </summary>
    private static void AddSection(List<ReportSection> sections, string text, Heading heading, int end, bool running)
    {
        var paragraph = heading.Name is Findings or "impression"
            ? -1
            : text.IndexOf("\n\n", heading.End, end - heading.End, StringComparison.Ordinal);
        if (paragraph < 0 && running && SentenceSplitter.Split(text, heading.End, end).FirstOrDefault() is { End: > 0 } sentence)
        {
            paragraph = sentence.End;
        }

        if (paragraph < 0)
        {
            Add(sections, text, heading.Name, heading.End, end);
            return;
        }

        // Findings often stand without a heading in the paragraphs after the technique or the comparison.
        Add(sections, text, heading.Name, heading.End, paragraph);
        Add(sections, text, Findings, paragraph, end);
    }

    private static bool IsSingleParagraph(string text, List<Heading> headings, int index)
    {
        var end = index + 1 < headings.Count ? headings[index + 1].Start : text.Length;
        return !text.AsSpan()[headings[index].End..end].Trim().Contains("\n\n", StringComparison.Ordinal);
    }

    private static void Add(List<ReportSection> sections, string text, string name, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end > start) sections.Add(new ReportSection(name, start, end));
    }

    private static int SkipTitle(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        foreach (var title in (ReadOnlySpan<string>)["FINAL REPORT", "FINAL ADDENDUM", "WET READ"])
        {
            if (text.AsSpan(start).StartsWith(title, StringComparison.Ordinal)) return start + title.Length;
        }

        return start;
    }

    /// <summary>The line of underscores that parts an addendum from its report; a shorter run stands for a removed word.</summary>
    private static TextSpan? AddendumEnd(string text)
    {
        var at = text.IndexOf(TextNormalizer.Rule, StringComparison.Ordinal);
        if (at < 0) return null;
        var end = at;
        while (end < text.Length && text[end] == '_') end++;
        return end - at >= TextNormalizer.Rule.Length ? new TextSpan(at, end) : null;
    }
}
