using VividMed.Reports.Wordings;
using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

/// <summary>Tables over studies whose answers are known.</summary>
public sealed class QuestionedTableTests
{
    private static readonly StudyQuestions Questions = new(Scene.Taxonomy, Scene.Targets);
    private static readonly PatientBootstrap Bootstrap = new(resamples: 50, seed: 1);

    private static readonly StudyObservation[] Studies =
    [
        // A left effusion that it sees only by its side, and a heart that it calls large and is not.
        Scene.Observe(
            Scene.Study("a", "x", [("pleural effusion", Side.Left, Polarity.Present, Scene.LeftBox), ("cardiomegaly", Side.None, Polarity.Absent, null)], Ask(QuestionType.Side, "left")),
            static name => name switch
            {
                "left pleural effusion" => (0.9, Scene.LeftBox),
                "cardiomegaly" => (0.8, Scene.RightBox),
                _ => (0.1, null),
            },
            ["Left"]),
        // A large heart that it sees, and nothing else.
        Scene.Observe(
            Scene.Study("b", "x", [("cardiomegaly", Side.None, Polarity.Present, Scene.RightBox), ("pneumothorax", Side.None, Polarity.Uncertain, null)], Ask(QuestionType.Side, "right")),
            static name => name == "cardiomegaly" ? (0.7, Scene.RightBox) : (0.2, null),
            ["left side"]),
    ];

    private static readonly TrainingPriors Priors = TrainingPriors.Of([.. Studies.Select(static one => one.Study)], new ReportLabeler(Scene.Taxonomy, ReportLanguage.BuiltIn));

    [Fact]
    public void Presence_by_the_name_alone_and_by_its_sides()
    {
        var table = new PresenceTable(Questions, Priors, Bootstrap).Build(Studies);

        // Alone: cardiomegaly once right, once wrong; the effusion is missed.
        Assert.Equal(0.5, Figure(table, "model, by its name", "precision"));
        Assert.Equal(0.5, Figure(table, "model, by its name", "recall"));
        Assert.Equal(1, Figure(table, "model, by its name or on a side", "recall"));
        // Absent: cardiomegaly and pneumothorax of the first study, the effusion of the second; what is left open is not asked.
        Assert.Equal(2.0 / 3, Figure(table, "model, by its name", "null accuracy")!.Value, 12);
    }

    [Fact]
    public void Detection_counts_boxes_on_images_whose_report_speaks_of_the_finding()
    {
        var table = new DetectionTable(Questions, Priors, Bootstrap, isExhaustive: false).Build(Studies);

        Assert.Equal(1, Figure(table, "model", "AP50", "pleural effusion"));
        // The false box is as sure as the right one, so it stands before it.
        Assert.Equal(0.5, Figure(table, "model", "AP50", "cardiomegaly"));
        Assert.Equal(0.75, Figure(table, "model", "AP50"));
    }

    [Fact]
    public void Another_name_that_finds_nothing_does_not_keep_the_place()
    {
        var table = new RephrasingTable(Questions, Priors, Bootstrap).Build(Studies);

        Assert.Equal(0, Figure(table, "model", "share", "another name keeps the place"));
        Assert.Equal(1, Figure(table, "mean box", "share", "another name keeps the place"));
        Assert.Equal(1, Figure(table, "model", "share", "the other side's finding is not found here"));
        // Only what training has never located has no mean box: the pneumothorax.
        Assert.Equal(1.0 / 3, Figure(table, "mean box", "share", "an absent finding has no place")!.Value, 12);
    }

    [Fact]
    public void Answers_are_right_whatever_their_case_and_wrong_with_a_word_more()
    {
        var table = new AnswerTable(Priors, Bootstrap).Build(Studies);

        Assert.Equal(0.5, Figure(table, "model", "right"));
        Assert.Equal(["all", QuestionType.Side], table.Rows.Select(static row => row.Name).Distinct());
        Assert.Equal(["model", "most frequent of the type", "most frequent of the question"], table.Rows.Select(static row => row.Arm).Distinct());
    }

    private static double? Figure(EvaluationTable table, string arm, string column, string? name = null) =>
        table.Rows.Single(row => row.Arm == arm && row.Name == (name ?? table.Rows[0].Name)).Figures[table.Columns.ToList().IndexOf(column)]?.Value;

    private static QuestionAnswer Ask(string type, string answer) => new("On which side?", answer, type, []);
}
