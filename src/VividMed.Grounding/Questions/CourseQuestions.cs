using VividMed.Reports;

namespace VividMed.Grounding.Questions;

/// <summary>How severe a finding is, and what has become of it.</summary>
internal static class CourseQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        foreach (var (target, mentions) in sheet.Stated)
        {
            var noun = sheet.Noun(target);
            if (QuestionSheet.Agreed(mentions, index => sheet.Phrases[index].Severity?.ToLowerInvariant()) is { } severity && EachTells(sheet, mentions, static phrase => phrase.Severity is not null))
            {
                sheet.Ask(QuestionType.Severity, target, noun, severity, mentions);
            }

            if (QuestionSheet.Agreed(mentions, index => Word(sheet.Phrases[index].Change)) is { } change && EachTells(sheet, mentions, static phrase => phrase.Change is not null))
            {
                sheet.Ask(QuestionType.Change, target, noun, change, mentions);
            }
        }

        foreach (var (target, mentions) in sheet.Denied)
        {
            if (target == QuestionSheet.Device || sheet.Sure.ContainsKey(target) || sheet.Open.ContainsKey(target)) continue;
            if (Array.TrueForAll(mentions, index => sheet.Phrases[index].Change == Change.Resolved)) sheet.Ask(QuestionType.Change, target, sheet.Noun(target), "resolved", mentions);
        }
    }

    /// <summary>What is said of one of several findings is not true of all.</summary>
    private static bool EachTells(QuestionSheet sheet, int[] mentions, Func<Phrase, bool> tells) =>
        mentions.GroupBy(index => sheet.Phrases[index].Frame).All(frame => frame.Any(index => tells(sheet.Phrases[index])));

    private static string? Word(Change? change) => change?.ToString().ToLowerInvariant();
}
