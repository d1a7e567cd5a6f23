using System.Globalization;
using VividMed.Grounding.Alignment;

namespace VividMed.Grounding.Questions;

/// <summary>How large a finding is, as stated, and how many there are, where the report states a number and the regions bear it out.</summary>
internal static class ExtentQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        foreach (var (target, mentions) in sheet.Stated)
        {
            var noun = sheet.Noun(target);
            if (QuestionSheet.Agreed(mentions, index => SizeOf(sheet.Phrases[index])) is { } size && IsOne(sheet, mentions))
            {
                sheet.Ask(QuestionType.Size, target, noun, size, mentions);
            }

            if (CountOf(sheet, mentions) is { } count) sheet.Ask(QuestionType.Count, target, noun, count.ToString(CultureInfo.InvariantCulture), mentions);
        }
    }

    /// <summary>Of several findings of a kind it would be open which one is asked for.</summary>
    public static bool IsOne(QuestionSheet sheet, int[] mentions) =>
        mentions.Select(index => sheet.Phrases[index].Frame).Distinct().Count() == 1;

    private static string? SizeOf(Phrase phrase) =>
        phrase.SizeMm is { Length: > 0 } sizes
            ? string.Join(" x ", sizes.Select(static size => size.ToString("0.##", CultureInfo.InvariantCulture))) + " mm"
            : null;

    /// <summary>Several findings of a kind, each with a number of its own, are not added up: the report may count one within the other.</summary>
    private static int? CountOf(QuestionSheet sheet, int[] mentions)
    {
        if (!IsOne(sheet, mentions)) return null;
        var counted = Array.FindAll(mentions, index => sheet.Phrases[index].Count is not null);
        if (counted is not [var first, ..] || sheet.Phrases[first].Count is not { } count) return null;
        if (counted.Any(index => sheet.Phrases[index].Count != count)) return null;
        var regions = mentions.SelectMany(index => sheet.Phrases[index].Regions).Distinct().Select(index => sheet.Regions[index]).ToList();
        if (regions.TrueForAll(static region => region.Mask is null) && regions.Count != count) return null;
        return regions.Count > 0
            && regions.TrueForAll(static region => region.Grade != Grade.C && region.Checks.Contains(Checks.Outcome(Checks.Count, passed: true), StringComparer.Ordinal))
            && regions.TrueForAll(region => region.Image == regions[0].Image)
                ? count
                : null;
    }
}
