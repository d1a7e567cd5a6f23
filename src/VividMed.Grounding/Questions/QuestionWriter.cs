using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>
/// All questions whose answers the grounded record holds: nothing is asked that the report leaves open, except whether it can be told. Which
/// of them are kept, so that no answer is a safe guess, is decided over many studies together: <see cref="QuestionBalance"/>.
/// </summary>
internal static class QuestionWriter
{
    public static IReadOnlyList<QuestionAnswer> Write(
        GroundingStudy study, IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, TargetTaxonomy taxonomy)
    {
        var sheet = new QuestionSheet(study, phrases, regions, taxonomy);
        PlaneQuestions.Ask(sheet);
        PresenceQuestions.Ask(sheet);
        SideQuestions.Ask(sheet);
        PlaceQuestions.Ask(sheet);
        ExtentQuestions.Ask(sheet);
        CourseQuestions.Ask(sheet);
        ComparisonQuestions.Ask(sheet);
        AbnormalityQuestions.Ask(sheet);
        DeviceQuestions.Ask(sheet);
        return sheet.Questions;
    }
}
