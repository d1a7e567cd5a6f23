using VividMed.Evaluation.ReaderStudy;
using VividMed.Grounding;
using VividMed.Grounding.Tests;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class ErrorPlanterTests
{
    [Theory]
    [InlineData(PlantedErrorKind.Omission, "There is mild cardiomegaly. Small left pleural effusion. No pneumothorax.", "There is mild cardiomegaly. No pneumothorax.")]
    [InlineData(PlantedErrorKind.Omission, "No pneumothorax. Small left pleural effusion.", "No pneumothorax.")]
    [InlineData(PlantedErrorKind.Direction, "Left-sided pleural effusion is seen.", "Right-sided pleural effusion is seen.")]
    [InlineData(PlantedErrorKind.Direction, "There is a nodule in the right lung.", "There is a nodule in the left lung.")]
    [InlineData(PlantedErrorKind.Size, "A nodule of 12 mm is seen in the right lung.", "A nodule of 24 mm is seen in the right lung.")]
    [InlineData(PlantedErrorKind.Size, "There is a 1.5 cm nodule in the right lung.", "There is a 4.5 cm nodule in the right lung.")]
    [InlineData(PlantedErrorKind.Unit, "A nodule of 12 mm is seen in the right lung.", "A nodule of 12 cm is seen in the right lung.")]
    [InlineData(PlantedErrorKind.Unit, "There is a 1.5 cm nodule in the right lung.", "There is a 1.5 mm nodule in the right lung.")]
    [InlineData(PlantedErrorKind.Typo, "Small left pleural effusion.", "Small left pleural effsuion.")]
    public void An_error_is_the_smallest_edit_that_makes_it(PlantedErrorKind kind, string findings, string draft) =>
        Assert.Contains("FINDINGS: " + draft, Drafts(findings, kind));

    [Theory]
    [InlineData(PlantedErrorKind.Omission, "Left pleural effusion and mild cardiomegaly.")] // another finding would go as well
    [InlineData(PlantedErrorKind.Omission, "Small left pleural effusion.")] // a section without a word tells that something is gone
    [InlineData(PlantedErrorKind.Omission, "Left pleural effusion. The pleural effusion has resolved.")] // what is said of it is not one thing
    [InlineData(PlantedErrorKind.Omission, "No left pleural effusion.")] // what is denied cannot be left out of what is there
    [InlineData(PlantedErrorKind.Direction, "Bilateral pleural effusions, the left is larger.")]
    [InlineData(PlantedErrorKind.Direction, "There is atelectasis in the right middle lobe.")] // there is no left one
    [InlineData(PlantedErrorKind.Size, "There is a nodule in the right lung.")]
    [InlineData(PlantedErrorKind.Unit, "Left pleural effusion. The endotracheal tube lies 5 cm above the carina.")] // measures no finding
    public void Where_an_error_would_be_none_or_more_than_one_there_is_no_place_for_it(PlantedErrorKind kind, string findings) =>
        Assert.Empty(Drafts(findings, kind));

    [Fact]
    public void An_error_is_the_same_wherever_the_report_states_it()
    {
        const string findings = "Small left pleural effusion. A nodule of 12 mm in the right lung. No pneumothorax.\n\nIMPRESSION: 1. Nodule of 1.2 cm in the right lung. 2. Left pleural effusion.";

        Assert.Contains(Drafts(findings, PlantedErrorKind.Omission), static draft =>
            draft.Contains("FINDINGS: A nodule of 12 mm in the right lung. No", StringComparison.Ordinal) && draft.EndsWith("IMPRESSION: 1. Nodule of 1.2 cm in the right lung.", StringComparison.Ordinal));
        Assert.DoesNotContain(Drafts(findings, PlantedErrorKind.Omission), static draft => draft.Contains("IMPRESSION: 2.", StringComparison.Ordinal));
        Assert.Contains(Drafts(findings, PlantedErrorKind.Direction), static draft =>
            draft.Contains("Small right pleural", StringComparison.Ordinal) && draft.Contains("2. Right pleural", StringComparison.Ordinal));
        Assert.Contains(Drafts(findings, PlantedErrorKind.Size), static draft =>
            draft.Contains("24 mm", StringComparison.Ordinal) && draft.Contains("2.4 cm", StringComparison.Ordinal));
        Assert.Contains(Drafts(findings, PlantedErrorKind.Unit), static draft =>
            draft.Contains("12 cm", StringComparison.Ordinal) && draft.Contains("1.2 mm", StringComparison.Ordinal));
    }

    [Fact]
    public void An_inserted_finding_is_one_that_the_report_does_not_speak_of()
    {
        var sample = ReadingScene.Of("s", "Small left pleural effusion. No pneumothorax.");

        var targets = ErrorPlanter.Places(sample, PlantedErrorKind.Insertion).Select(static place => place.Target).ToHashSet();

        Assert.DoesNotContain("pneumothorax", targets);
        Assert.DoesNotContain("pleural effusion", targets);
        Assert.Contains("hiatal hernia", targets);
        Assert.All(ErrorPlanter.Places(sample, PlantedErrorKind.Insertion), place =>
            Assert.Contains(Drafted(sample, place)["FINDINGS: ".Length..].Split(". "), sentence => sentence.TrimEnd('.') == place.Edits[0].Words.Trim().TrimEnd('.')));
    }

    [Fact]
    public void Every_inserted_sentence_is_read_as_its_finding()
    {
        var tagger = new ReportTagger(Scene.Vocabulary, ReportLanguage.BuiltIn);
        foreach (var place in ErrorPlanter.Places(ReadingScene.Of("s", "The trachea is midline."), PlantedErrorKind.Insertion))
        {
            Assert.Contains(
                tagger.Tag(place.Edits[0].Words, ReportStyle.MimicCxr).Findings,
                finding => (finding.Target, finding.Polarity, finding.Side) == (place.Target, Polarity.Present, place.Side));
        }
    }

    [Fact]
    public void Every_kind_has_a_place_in_a_report_that_measures()
    {
        var sample = ReadingScene.Samples(1)[0];

        Assert.All(Enum.GetValues<PlantedErrorKind>(), kind => Assert.NotEmpty(ErrorPlanter.Places(sample, kind)));
    }

    private static List<string> Drafts(string findings, PlantedErrorKind kind)
    {
        var sample = ReadingScene.Of("s", findings);
        return [.. ErrorPlanter.Places(sample, kind).Select(place => Drafted(sample, place))];
    }

    private static string Drafted(Sample sample, PlantableError place) => ReadingDraft.Apply(sample.Report.Text, place.Edits);
}
