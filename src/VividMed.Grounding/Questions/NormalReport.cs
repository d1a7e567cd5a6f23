using System.Text.RegularExpressions;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>
/// Whether every sentence of a report's body is understood: it holds a finding of the taxonomy, or says in plain words that all is well.
/// A sentence that does neither may name something abnormal that no target stands for.
/// </summary>
internal static partial class NormalReport
{
    private static readonly string[] Body = ["findings", "impression"];

    public static bool IsPlain(QuestionSheet sheet)
    {
        var report = sheet.Study.Report;
        var abnormal = sheet.Phrases.Where(static phrase => phrase.Kind == FindingKind.Abnormality).Select(static phrase => phrase.Sentence).ToHashSet();
        return sheet.Phrases.All(static phrase => phrase.Reason != UngroundedReason.AbsentButDetected)
            && report.Sentences.Index().All(sentence => !IsOfBody(report, sentence.Item) || abnormal.Contains(sentence.Index) || SaysNormal(report.Text[sentence.Item.Start..sentence.Item.End]));
    }

    private static bool IsOfBody(TaggedReport report, TextSpan sentence) => report.Sections.Any(section =>
        section.Start <= sentence.Start && sentence.Start < section.End && Body.Contains(section.Name, StringComparer.Ordinal));

    private static bool SaysNormal(string sentence) => Normal().IsMatch(sentence) && !Excepted().IsMatch(sentence);

    [GeneratedRegex(
        @"\b(normal|unremarkable|clear|intact|natural|open|patent|midline|preserved|no (acute|active|significant|abnormal|focal|new|pathological)|not deviated|(without|no) (evidence|sign)|within (normal|physiological) limits)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Normal();

    [GeneratedRegex(
        @"\b(except|apart from|other than|aside from|besides|but|however|although|abnormally|with the exception|not (normal|clear|intact|patent))\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Excepted();
}
