using VividMed.Taxonomy;
using VividMed.Training.Tests.VisionLanguage.Text;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Tests.VisionLanguage.Decoding;

public sealed class FindingQuestionTests
{
    private static readonly AskedTarget[] Targets =
    [
        new("pleural effusion", Side.None, FindingKind.Abnormality), new("lung nodule", Side.None, FindingKind.Abnormality),
        new("pericardial effusion", Side.None, FindingKind.Abnormality), new("heart", Side.None, FindingKind.Anatomy),
    ];

    private static readonly PresenceScale Scale = new(
        "validate", new Dictionary<string, int>(),
        new Dictionary<string, IReadOnlyDictionary<string, double>> { ["CXR"] = new Dictionary<string, double> { ["pleural effusion"] = 1 } });

    private static readonly FindingQuestion Question = new(
        new ModelLanguage(
            Vocabularies.Of(300, ["effusion"]), new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = Targets },
            new Dictionary<string, IReadOnlyList<string>> { ["pleural effusion"] = ["effusion"], ["lung nodule"] = ["nodule"] }),
        Scale);

    [Theory]
    [InlineData("Is there any pleural effusion?", "pleural effusion")]
    [InlineData("Do you see Effusions?", "pleural effusion")]
    [InlineData("Is any pericardial effusion present?", "pericardial effusion")]
    [InlineData("Can any nodule be seen on the left?", "left lung nodule")]
    [InlineData("Does the right side show any pleural effusion?", "right pleural effusion")]
    public void It_names_one_finding_and_its_side(string question, string name) => Assert.Equal(name, Question.In(question, Modality.Cxr)?.Name);

    [Theory]
    [InlineData("Is the heart enlarged?")]
    [InlineData("Which of the two is shown: lung nodule or pleural effusion?")]
    [InlineData("Can it be told whether there is any pleural effusion?")]
    [InlineData("Is there effusion on the left or right?")]
    [InlineData("Has the pleural effusion grown?")]
    [InlineData("Is the left pleural effusion larger than before?")]
    [InlineData("Is there no effusion?")]
    [InlineData("Is there an intereffusional line?")]
    [InlineData("")]
    public void It_asks_for_something_else(string question) => Assert.Null(Question.In(question, Modality.Cxr));

    [Fact]
    public void What_another_modality_knows_is_not_asked_of_this_one() => Assert.Null(Question.In("Is there any pleural effusion?", Modality.Ct));

    [Theory]
    [InlineData(0.5, "no")]
    [InlineData(1.5, "yes")]
    public void The_answer_follows_the_evidence(double evidence, string answer) => Assert.Equal(
        answer, Question.Answer(Modality.Cxr, Targets[0], new ProbedName("pleural effusion", 0.5, new PhraseBoxes([], new PlacedBox([0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 1], (float)evidence)), Glanced: 0)));

    [Theory]
    [InlineData("yes", true)]
    [InlineData("No", true)]
    [InlineData("no, the report leaves it open", false)]
    [InlineData("right", false)]
    public void Other_answers_than_yes_and_no_are_left_alone(string decoded, bool decided) => Assert.Equal(decided, FindingQuestion.IsYesOrNo(decoded));
}
