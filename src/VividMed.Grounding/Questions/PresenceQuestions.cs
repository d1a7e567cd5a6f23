namespace VividMed.Grounding.Questions;

/// <summary>Whether a finding is there, which of two is, and whether it can be told.</summary>
internal static class PresenceQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        var (stated, excluded) = (sheet.Stated.ToList(), sheet.Excluded.ToList());
        foreach (var (target, mentions) in stated) Presence(sheet, target, "yes", mentions);
        foreach (var (target, mentions) in excluded) Presence(sheet, target, "no", mentions);
        foreach (var (present, shown) in stated)
        {
            foreach (var (absent, denied) in excluded) Choice(sheet, present, absent, [.. shown, .. denied]);
        }

        foreach (var (target, mentions) in stated.Concat(excluded)) Settled(sheet, target, "yes", mentions);
        foreach (var (target, mentions) in sheet.Open)
        {
            if (target != QuestionSheet.Device && !sheet.Sure.ContainsKey(target) && !sheet.Denied.ContainsKey(target)) Settled(sheet, target, "no, the report leaves it open", mentions);
        }
    }

    private static void Presence(QuestionSheet sheet, string target, string answer, int[] mentions) =>
        sheet.Ask(QuestionType.Presence, target, sheet.Noun(target), answer, mentions);

    private static void Settled(QuestionSheet sheet, string target, string answer, int[] mentions) =>
        sheet.Ask(QuestionType.Unanswerable, target, sheet.Noun(target), answer, mentions);

    /// <summary>The order in which the two are named says nothing.</summary>
    private static void Choice(QuestionSheet sheet, string present, string absent, int[] mentions)
    {
        if (sheet.Taxonomy.IsA(present, absent) || sheet.Taxonomy.IsA(absent, present)) return;
        string[] pair = string.CompareOrdinal(present, absent) < 0 ? [present, absent] : [absent, present];
        var subject = string.Join('|', pair);
        if (QuestionPhrasings.Rank(sheet.Study.Id, "order", subject) % 2 == 1) Array.Reverse(pair);
        sheet.Ask(QuestionType.Choice, subject, sheet.Noun(pair[0]), sheet.Noun(present), mentions, sheet.Noun(pair[1]));
    }
}
