using VividMed.Reports.Wordings;
using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

public sealed class TrainingPriorsTests
{
    private static readonly TrainingPriors Priors = TrainingPriors.Of(
    [
        Scene.Study("a", "A left pleural effusion.", [("pleural effusion", Side.Left, Polarity.Present, [0.7f, 0.5f, 0.5f, 0.2f, 0.2f, 1])], Question("Which side?", "left"), Question("What side?", "left")),
        Scene.Study("b", "A left pleural effusion. Cardiomegaly.", [("pleural effusion", Side.Left, Polarity.Present, [0.8f, 0.5f, 0.5f, 0.4f, 0.2f, 1])], Question("Which side?", "right")),
        Scene.Study("c", "A right pleural effusion.", [("pleural effusion", Side.Right, Polarity.Present, Scene.RightBox)], Question("Which side?", "right")),
        Scene.Study("d", "No pleural effusion.", [("pleural effusion", Side.None, Polarity.Absent, null)], Question("What side?", "left")),
    ], new ReportLabeler(Scene.Taxonomy, ReportLanguage.BuiltIn));

    [Fact]
    public void The_mean_box_is_that_of_the_side_or_else_of_all_sides()
    {
        Assert.Equal([0.75f, 0.5f, 0.5f, 0.3f, 0.2f, 1], Priors.PlaceOf(Modality.Cxr, "pleural effusion", Side.Left)!.Box.Select(static number => MathF.Round(number, 4)));
        Assert.Equal(MathF.Round((0.7f + 0.8f + 0.25f) / 3, 4), MathF.Round(Priors.PlaceOf(Modality.Cxr, "pleural effusion", Side.None)!.Box[0], 4));
        Assert.Null(Priors.PlaceOf(Modality.Ct, "pleural effusion", Side.Left));
    }

    [Fact]
    public void The_most_frequent_answer_is_that_of_the_question_or_else_of_its_type()
    {
        Assert.Equal("right", Priors.AnswerOfQuestion(Modality.Cxr, Question("Which side?", "")));
        Assert.Equal("left", Priors.AnswerOfQuestion(Modality.Cxr, Question("What side?", "")));
        Assert.Equal("left", Priors.AnswerOfQuestion(Modality.Cxr, Question("Never asked?", "")));
        Assert.Null(Priors.AnswerOfType(Modality.Ct, Question("Which side?", "")));
    }

    [Fact]
    public void Rates_count_studies_that_state_it() => Assert.Equal(0.75, Priors.RateOf(Modality.Cxr, "pleural effusion"));

    [Fact]
    public void The_best_report_for_all_states_what_most_state() =>
        Assert.Equal(["pleural effusion"], Priors.ReportOf(Modality.Cxr)!.Targets);

    private static QuestionAnswer Question(string question, string answer) => new(question, answer, QuestionType.Side, []);
}
