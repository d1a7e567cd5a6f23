using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

public sealed class ReportMeasureTests
{
    private const string Truth = "There is a left pleural effusion. The heart is enlarged. No pneumothorax.";

    private static readonly ReportLabeler Labeler = new(Scene.Taxonomy, ReportLanguage.BuiltIn);
    private static readonly LabeledText Reference = Labeler.Label(Truth, Modality.Cxr);
    private static readonly TrainingStudy Study = Scene.Study("p", Truth, [("pleural effusion", Side.Left, Polarity.Present, Scene.LeftBox), ("cardiomegaly", Side.None, Polarity.Present, null)]);

    [Fact]
    public void The_tagger_reads_what_is_stated_and_not_what_is_denied()
    {
        Assert.Equal(["cardiomegaly", "pleural effusion"], Reference.Targets.Order(StringComparer.Ordinal));
        Assert.Contains("Pleural Effusion", Reference.Labels);
        Assert.DoesNotContain("Pneumothorax", Reference.Labels);
        Assert.Empty(Labeler.Label(" ", Modality.Cxr).Targets);
    }

    [Fact]
    public void The_true_report_with_its_place_is_right_in_everything()
    {
        var measure = Measure(Truth, "left pleural effusion", Scene.Place(Scene.LeftBox));

        Assert.Equal(1, measure.RougeL);
        Assert.Equal(measure.Targets.Wanted, measure.Targets.Stated);
        Assert.Equal([true], measure.Found);
        Assert.Equal([false], measure.OnWrongSide);
        Assert.Equal((1, 1), (measure.Phrases, measure.Placed));
    }

    [Fact]
    public void A_phrase_on_the_other_side_is_a_side_error_and_finds_nothing()
    {
        var measure = Measure("A left pleural effusion.", "left pleural effusion", Scene.Place(Scene.RightBox));

        Assert.Equal([true], measure.OnWrongSide);
        Assert.Equal([false], measure.Found);
    }

    [Fact]
    public void A_phrase_of_another_target_finds_nothing_wherever_it_points()
    {
        var measure = Measure("A left pneumothorax.", "left pneumothorax", Scene.Place(Scene.LeftBox));

        Assert.Equal([false], measure.Found);
        Assert.DoesNotContain("pleural effusion", measure.Targets.Stated);
    }

    [Fact]
    public void A_phrase_without_a_place_is_counted_and_not_judged_by_its_side()
    {
        var measure = Measure("A left pleural effusion.", "left pleural effusion", Scene.Place());

        Assert.Equal((1, 0), (measure.Phrases, measure.Placed));
        Assert.Empty(measure.OnWrongSide);
    }

    private static ReportMeasure Measure(string text, string phrase, PhrasePlace place)
    {
        var start = text.IndexOf(phrase, StringComparison.Ordinal);
        var report = new DecodedReport(text, true, [(new DecodedPhrase(start, start + phrase.Length, 0, 1), place)]);
        return ReportMeasure.Of(Study, report, Labeler.Label(text, Modality.Cxr), Reference, Scene.Taxonomy);
    }
}
