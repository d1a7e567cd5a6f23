using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>On which side there is more of a finding that the report sizes or grades on each side.</summary>
internal static class ComparisonQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        foreach (var (target, mentions) in sheet.Stated)
        {
            if (mentions.Any(index => sheet.Phrases[index].Side is Side.None or Side.Both)) continue;
            var left = Measure(sheet, mentions, Side.Left);
            var right = Measure(sheet, mentions, Side.Right);
            var greater = left.Size is { } a && right.Size is { } b ? a.CompareTo(b)
                : left.Degree is { } c && right.Degree is { } d ? c.CompareTo(d)
                : 0;
            if (greater != 0) sheet.Ask(QuestionType.Comparison, target, sheet.Noun(target), greater > 0 ? "left" : "right", mentions);
        }
    }

    private static (double? Size, int? Degree) Measure(QuestionSheet sheet, int[] mentions, Side side)
    {
        var own = mentions.Select(index => sheet.Phrases[index]).Where(phrase => phrase.Side == side).ToList();
        return (own.Max(static phrase => phrase.SizeMm?.Max()), own.Max(static phrase => SeverityScale.Of(phrase.Severity)));
    }
}
