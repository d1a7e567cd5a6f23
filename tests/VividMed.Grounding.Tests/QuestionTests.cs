using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

public sealed class QuestionTests
{
    [Fact]
    public void The_record_answers_presence_with_balanced_negatives()
    {
        var questions = GroundCxr("There is a left pleural effusion. No pneumothorax. No consolidation.").Questions;

        var presence = questions.Where(static question => question.Type == "presence").ToList();
        Assert.Equal(["yes", "no"], presence.Select(static question => question.Answer));
        Assert.Contains("pneumothorax", presence[1].Question, StringComparison.Ordinal);
    }

    [Fact]
    public void Modality_plane_place_and_abnormalities_are_asked()
    {
        var questions = GroundCxr("There is consolidation in the right lower lobe.").Questions;

        Assert.Equal("radiography", Answer(questions, "modality"));
        Assert.Equal("posteroanterior", Answer(questions, "plane"));
        Assert.Equal("right lower lobe", Answer(questions, "location"));
        Assert.Equal("pulmonary consolidation", Answer(questions, "abnormality"));
        Assert.Equal("computed tomography", Answer(GroundCt("Normal.").Questions, "modality"));
    }

    [Fact]
    public void Sure_boxes_are_counted()
    {
        Assert.Equal("2", Answer(GroundCxr("Nodules are present.", Box("lung nodule", 5, 5, 12, 12), Box("lung nodule", 70, 5, 78, 12)).Questions, "count"));
        Assert.DoesNotContain(GroundCxr("Nodules are present.", Box("lung nodule", 5, 5, 12, 12, 0.22)).Questions, static question => question.Type == "count");
    }

    [Fact]
    public void The_wording_differs_between_studies_and_never_between_runs()
    {
        var report = Cxr("There is cardiomegaly.");
        var image = new SampleImage("0.png", 100, 100, 1, null, null, "AP", "digest");
        string Wording(string study) => Ground(new GroundingStudy(study, Modality.Cxr, report, [image], [])).Questions[0].Question;

        Assert.Equal(Wording("s1"), Wording("s1"));
        Assert.True(Enumerable.Range(0, 20).Select(index => Wording($"s{index}")).Distinct(StringComparer.Ordinal).Count() > 1);
    }

    [Fact]
    public void An_examination_without_findings_has_none()
    {
        Assert.Equal("none", Answer(GroundCxr("No acute abnormality.").Questions, "abnormality"));
    }

    private static string Answer(IReadOnlyList<QuestionAnswer> questions, string type) => questions.Single(question => question.Type == type).Answer;
}
