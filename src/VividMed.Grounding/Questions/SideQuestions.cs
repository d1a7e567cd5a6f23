using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>On which side a finding lies, and whether one side shows it: no only where the report denies that very side.</summary>
internal static class SideQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        foreach (var (target, mentions) in sheet.Stated)
        {
            if (Of(sheet, mentions) is { } sides) sheet.Ask(QuestionType.Side, target, sheet.Noun(target), Name(sides), mentions);
        }

        foreach (var target in sheet.Sure.Keys.Concat(sheet.Denied.Keys).Distinct(StringComparer.Ordinal))
        {
            if (target == QuestionSheet.Device || sheet.Open.ContainsKey(target)) continue;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Left, Side.Right]) AskOf(sheet, target, side);
        }
    }

    /// <summary>The word of a place on a side.</summary>
    public static string Place(Side side, string name) => side switch
    {
        Side.Left => $"left {name}",
        Side.Right => $"right {name}",
        Side.Both => $"left and right {name}",
        _ => name,
    };

    private static void AskOf(QuestionSheet sheet, string target, Side side)
    {
        var shown = sheet.Sure.GetValueOrDefault(target) ?? [];
        var denied = sheet.Denied.GetValueOrDefault(target) ?? [];
        var here = Array.FindAll(shown, index => sheet.Phrases[index].Side == side || sheet.Phrases[index].Side == Side.Both);
        var none = Array.FindAll(denied, index => sheet.Phrases[index] is { Severity: null, SizeMm: null, Change: null } phrase && phrase.Side == side);
        var (noun, subject) = (sheet.Noun(target), $"{target}|{Name(side)}");
        if (here.Length > 0 && denied.All(index => Sides.Conflict(sheet.Phrases[index].Side, side)))
        {
            sheet.Ask(QuestionType.SidePresence, subject, noun, "yes", here, Name(side));
        }
        else if (none.Length > 0
            && shown.All(index => Sides.Conflict(sheet.Phrases[index].Side, side))
            && none.All(index => sheet.Phrases[index].Reason != UngroundedReason.AbsentButDetected))
        {
            sheet.Ask(QuestionType.SidePresence, subject, noun, "no", none, Name(side));
        }
    }

    /// <summary>The sides of all that is one finding together; null where one of them has none.</summary>
    private static Side? Of(QuestionSheet sheet, int[] mentions)
    {
        var all = Side.None;
        foreach (var frame in mentions.GroupBy(index => sheet.Phrases[index].Frame))
        {
            var side = frame.Aggregate(Side.None, (known, index) => Sides.Union(known, sheet.Phrases[index].Side));
            if (side == Side.None) return null;
            all = Sides.Union(all, side);
        }

        return all;
    }

    private static string Name(Side side) => side switch
    {
        Side.Left => "left",
        Side.Right => "right",
        _ => "both sides",
    };
}
