using VividMed.Taxonomy;
using static VividMed.Grounding.Tests.Scene;

namespace VividMed.Grounding.Tests;

/// <summary>What is asked of one study, before the questions of many are balanced.</summary>
public sealed class QuestionTests
{
    [Fact]
    public void What_is_stated_is_there_and_what_is_denied_is_not()
    {
        var questions = GroundCxr("There is a left pleural effusion. No pneumothorax.").Questions;

        Assert.Equal("yes", Answer(questions, "presence", "pleural effusion"));
        Assert.Equal("no", Answer(questions, "presence", "pneumothorax"));
        Assert.Equal("pleural effusion", Answer(questions, "choice", "pleural effusion|pneumothorax"));
    }

    [Theory]
    [InlineData("No large pleural effusion.")]
    [InlineData("No left pleural effusion.")]
    [InlineData("Possible pleural effusion.")]
    [InlineData("Probable pleural effusion.")]
    [InlineData("Pleural effusion has been seen before.  No further sentences.")]
    public void Nothing_is_denied_beyond_what_the_report_denies(string text)
    {
        Assert.DoesNotContain(GroundCxr(text).Questions, static question => question is { Type: "presence", Answer: "no" });
    }

    [Fact]
    public void A_denial_that_the_detector_contradicts_is_no_answer()
    {
        var questions = GroundCxr("No pneumothorax.", Box("pneumothorax", 5, 10, 35, 40)).Questions;

        Assert.DoesNotContain(questions, static question => question.Answer is "no" or "none");
    }

    [Fact]
    public void A_side_is_denied_only_where_the_report_denies_it()
    {
        var questions = GroundCxr("Right pleural effusion. No left pleural effusion. Left pneumothorax.").Questions;

        Assert.Equal("yes", Answer(questions, "side-presence", "pleural effusion|right"));
        Assert.Equal("no", Answer(questions, "side-presence", "pleural effusion|left"));
        Assert.DoesNotContain(questions, static question => question.Subject == "pneumothorax|right");
    }

    [Fact]
    public void What_the_report_leaves_open_is_said_to_be_open()
    {
        var questions = GroundCxr("A small left pleural effusion cannot be excluded. There is cardiomegaly.").Questions;

        Assert.Equal("no, the report leaves it open", Answer(questions, "unanswerable", "pleural effusion"));
        Assert.Equal("yes", Answer(questions, "unanswerable", "cardiomegaly"));
        Assert.DoesNotContain(questions, static question => question is { Subject: "pleural effusion", Type: not "unanswerable" });
    }

    [Fact]
    public void Plane_place_and_abnormalities_are_asked_in_natural_words()
    {
        var questions = GroundCxr("There is consolidation in the right lower lobe. Increased density in the left lung.").Questions;

        Assert.Equal("posteroanterior", Answer(questions, "plane"));
        Assert.Equal("right lower lobe", Answer(questions, "location", "pulmonary consolidation"));
        Assert.Equal("consolidation, area of increased density", Answer(questions, "abnormality").Replace(" lung density", " density", StringComparison.Ordinal));
        Assert.DoesNotContain(questions, static question => question.Type == "modality");
        Assert.All(questions, static question => Assert.DoesNotContain("pulmonary consolidation", question.Question, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Left pleural effusion.", "left")]
    [InlineData("Bilateral pleural effusions.", "both sides")]
    [InlineData("Left pleural effusion. Right pleural effusion.", "both sides")]
    public void The_side_is_that_of_all_of_it(string text, string side) => Assert.Equal(side, Answer(GroundCxr(text).Questions, "side"));

    [Fact]
    public void No_question_names_left_and_right_as_the_choice()
    {
        Assert.All(
            Enumerable.Range(0, 30).Select(static id => Ask($"s{id}", "Bilateral pleural effusions.").Single(static question => question.Type == "side").Question),
            static question => Assert.DoesNotContain("left", question, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Only_a_stated_number_that_the_regions_bear_out_is_asked_for()
    {
        Candidate[] two = [Box("lung nodule", 5, 5, 12, 12), Box("lung nodule", 70, 5, 78, 12)];

        Assert.Equal("2", Answer(GroundCxr("Two nodules are present.", two).Questions, "count"));
        Assert.DoesNotContain(GroundCxr("Nodules are present.", two).Questions, static question => question.Type == "count");
        Assert.DoesNotContain(GroundCxr("Three nodules are present.", two).Questions, static question => question.Type == "count");
        Assert.DoesNotContain(GroundCxr("Two nodules are present.", two[0]).Questions, static question => question.Type == "count");
    }

    [Fact]
    public void Size_severity_and_change_are_asked_as_stated()
    {
        var questions = GroundCxr("There is a 7 mm nodule in the left lung. A moderate left pleural effusion has increased.").Questions;

        Assert.Equal("7 mm", Answer(questions, "size", "lung nodule"));
        Assert.Equal("moderate", Answer(questions, "severity", "pleural effusion"));
        Assert.Equal("worse", Answer(questions, "change", "pleural effusion"));
    }

    [Fact]
    public void Two_sides_are_compared_where_both_are_graded()
    {
        Assert.Equal("right", Answer(GroundCxr("Large right pleural effusion. Small left pleural effusion.").Questions, "comparison"));
        Assert.DoesNotContain(GroundCxr("Right pleural effusion. Small left pleural effusion.").Questions, static question => question.Type == "comparison");
    }

    [Fact]
    public void Devices_and_their_tips_are_named_as_the_report_names_them()
    {
        var questions = GroundCxr("The endotracheal tube ends in the trachea. There is a pacemaker.").Questions;

        Assert.Contains("endotracheal tube", Answer(questions, "device"), StringComparison.Ordinal);
        Assert.Contains("pacemaker", Answer(questions, "device"), StringComparison.Ordinal);
        Assert.Equal("trachea", Answer(questions, "tip"));
    }

    [Theory]
    [InlineData("No acute abnormality.", true)]
    [InlineData("The lungs are clear. No pneumothorax.", true)]
    [InlineData("The lungs are clear. A strange shadow is seen.", false)]
    [InlineData("The lungs are clear except for a strange shadow.", false)]
    [InlineData("The lungs are clear. Possible pneumonia.", false)]
    public void Nothing_is_abnormal_only_where_every_sentence_is_understood(string text, bool none)
    {
        Assert.Equal(none, GroundCxr(text).Questions.Any(static question => question is { Type: "abnormality", Answer: "none" }));
    }

    [Fact]
    public void The_wording_differs_between_studies_and_never_between_runs()
    {
        string Wording(string study) => Ask(study, "There is cardiomegaly.").Single(static question => question.Type == "presence").Question;

        Assert.Equal(Wording("s1"), Wording("s1"));
        Assert.True(Enumerable.Range(0, 20).Select(index => Wording($"s{index}")).Distinct(StringComparer.Ordinal).Count() > 1);
    }

    private static IReadOnlyList<QuestionAnswer> Ask(string study, string text) =>
        Ground(new GroundingStudy(study, Modality.Cxr, Cxr(text), [Radiograph], [])).Questions;

    private static string Answer(IReadOnlyList<QuestionAnswer> questions, string type, string? subject = null) =>
        questions.Single(question => question.Type == type && (subject is null || question.Subject == subject)).Answer;
}
