namespace VividMed.Grounding.Questions;

/// <summary>All that is abnormal; "none" only of a report in which nothing is open and every sentence is understood.</summary>
internal static class AbnormalityQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        var stated = sheet.Sure.Where(static pair => pair.Key != QuestionSheet.Device).ToList();
        if (stated.Count == 0 && !(sheet.Open.Count == 0 && NormalReport.IsPlain(sheet))) return;
        var answer = stated.Count > 0 ? string.Join(", ", stated.Select(pair => sheet.Noun(pair.Key))) : "none";
        sheet.Ask(QuestionType.Abnormality, string.Empty, string.Empty, answer, stated.SelectMany(static pair => pair.Value));
    }
}
