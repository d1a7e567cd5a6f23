using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>The anatomy that the report states for a finding: "right lower lobe", "aorta". Where a finding always lies is no answer.</summary>
internal static class PlaceQuestions
{
    public static void Ask(QuestionSheet sheet)
    {
        foreach (var (target, mentions) in sheet.Stated)
        {
            if (QuestionSheet.Agreed(mentions, index => Of(sheet, index)) is { } place)
            {
                sheet.Ask(QuestionType.Location, target, sheet.Noun(target), place, mentions);
            }
        }
    }

    /// <summary>The stated place with the finding's side where the place has sides; null where it says no more than the finding's name.</summary>
    public static string? Of(QuestionSheet sheet, int index)
    {
        var phrase = sheet.Phrases[index];
        if (phrase.Location is not { } location || sheet.Taxonomy.Find(location) is not { } place) return null;
        var side = place.Sideable ? phrase.Side : Side.None;
        return side == Side.None && sheet.Taxonomy.Find(phrase.Target)?.ContainerAnatomy == location
            ? null
            : SideQuestions.Place(place.ImpliedSide == side ? Side.None : side, sheet.Noun(location));
    }
}
