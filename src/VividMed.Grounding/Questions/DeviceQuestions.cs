using System.Text.RegularExpressions;

namespace VividMed.Grounding.Questions;

/// <summary>Tubes, lines and implants by the report's own words, and where the tip of one lies if its sentence says so.</summary>
internal static partial class DeviceQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        if (sheet.Open.ContainsKey(QuestionSheet.Device) || !sheet.Sure.TryGetValue(QuestionSheet.Device, out var mentions)) return;
        var names = mentions.Select(index => NameOf(sheet, index)).Distinct(StringComparer.Ordinal).ToList();
        sheet.Ask(QuestionType.Device, string.Empty, string.Empty, string.Join(", ", names), mentions);
        foreach (var name in names)
        {
            var own = Array.FindAll(mentions, index => NameOf(sheet, index) == name);
            if (QuestionSheet.Agreed(own, index => TipOf(sheet, mentions, index)) is { } place) sheet.Ask(QuestionType.Tip, name, name, place, own);
        }
    }

    private static string NameOf(QuestionSheet sheet, int index) => sheet.Phrases[index].Text.ToLowerInvariant();

    /// <summary>Of a sentence with one device alone: of two it would be open whose tip is meant.</summary>
    private static string? TipOf(QuestionSheet sheet, int[] devices, int index)
    {
        var sentence = sheet.FindingOf(index).Sentence;
        if (devices.Count(other => sheet.FindingOf(other).Sentence == sentence) > 1) return null;
        var span = sheet.Study.Report.Sentences[sentence];
        return Tip().IsMatch(sheet.Study.Report.Text[span.Start..span.End]) ? PlaceQuestions.Of(sheet, index) : null;
    }

    [GeneratedRegex(@"\b(tips?|terminat(es|ing)|ends|ending)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tip();
}
