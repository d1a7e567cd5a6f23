using VividMed.Grounding;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>The sentence around a phrase, within its section: what an omission takes away and after what an insertion stands.</summary>
internal static class ReportSentences
{
    /// <summary>text[Start..End] of the sentence or sentences that text[start..end] lies in, trimmed, with its full stop and its number in a list.</summary>
    public static (int Start, int End) Around(SampleReport report, int start, int end)
    {
        var text = report.Text;
        var (first, last) = SectionOf(report, start) is { } section ? (section.Start, section.End) : (0, text.Length);
        while (start > first && !EndsAt(text, first, start - 1)) start--;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end < last && !EndsAt(text, first, end - 1)) end++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    /// <summary>The section that a place lies in; null where none is known.</summary>
    public static SampleSection? SectionOf(SampleReport report, int at) => report.Sections.FirstOrDefault(section => section.Start <= at && at < section.End);

    /// <summary>A stop within a number, before a letter or after the number of a list ends nothing.</summary>
    private static bool EndsAt(string text, int first, int at)
    {
        if (text[at] == '\n') return true;
        if (text[at] is not ('.' or '!' or '?') || (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))) return false;
        var word = at;
        while (word > first && char.IsAsciiDigit(text[word - 1])) word--;
        if (word == at) return true;
        var before = word - 1;
        while (before >= first && text[before] == ' ') before--;
        return before >= first && text[before] is not ('.' or '!' or '?' or '\n');
    }
}
