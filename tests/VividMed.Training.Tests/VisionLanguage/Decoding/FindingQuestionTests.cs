using VividMed.Taxonomy;
using VividMed.Training.Tests.VisionLanguage.Text;
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

    private static readonly FindingQuestion Question = new(
        new ModelLanguage(
            Vocabularies.Of(300, ["effusion"]), new Dictionary<Modality, IReadOnlyList<AskedTarget>> { [Modality.Cxr] = Targets },
            new Dictionary<string, IReadOnlyList<string>> { ["pleural effusion"] = ["effusion"], ["lung nodule"] = ["nodule"] }));

    [Theory]
    [InlineData("Is there any pleural effusion?", "pleural effusion")]
    [InlineData("Do you see Effusions?", "pleural effusion")]
    [InlineData("Is any pericardial effusion present?", "pericardial effusion")]
    [InlineData("Can any nodule be seen on the left?", "left lung nodule")]
    [InlineData("Does the right side show any pleural effusion?", "right pleural effusion")]
    public void It_names_one_finding_and_its_side(string question, string name) => Assert.Equal([name], Names(Question.In(question, "no", Modality.Cxr), AskedOf.Whether));

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
    public void It_asks_for_something_else(string question) => Assert.Null(Question.In(question, "yes", Modality.Cxr));

    [Fact]
    public void What_another_modality_knows_is_not_asked_of_this_one() => Assert.Null(Question.In("Is there any pleural effusion?", "yes", Modality.Ct));

    [Theory]
    [InlineData("Is there any pleural effusion?", "no, the report leaves it open")]
    [InlineData("Is there any pleural effusion?", "right")]
    [InlineData("On which side does the examination show pleural effusion?", "yes")]
    [InlineData("On which side does the examination show pleural effusion?", "left lower lobe")]
    [InlineData("On which side is there more pleural effusion?", "left")]
    [InlineData("Which of the two is shown: lung nodule or pleural effusion?", "yes")]
    [InlineData("Which of the two is shown: lung nodule or pleural effusion?", "heart")]
    [InlineData("Which abnormalities are shown?", "pacemaker")]
    [InlineData("Which devices are shown?", "none")]
    public void What_is_said_shows_that_it_was_taken_for_another_question(string question, string said) => Assert.Null(Question.In(question, said, Modality.Cxr));

    [Theory]
    [InlineData("On which side does the examination show pleural effusion?")]
    [InlineData("Which side of the chest shows the effusion?")]
    [InlineData("What is the side of the pleural effusion?")]
    public void It_asks_for_the_side_of_a_finding(string question) =>
        Assert.Equal(["left pleural effusion", "right pleural effusion"], Names(Question.In(question, "left", Modality.Cxr), AskedOf.Side));

    [Theory]
    [InlineData("Which of the two is shown: lung nodule or effusion?")]
    [InlineData("Lung nodule or effusion: which of them does the examination show?")]
    [InlineData("Of lung nodule and effusion, which does the examination show?")]
    public void It_asks_which_of_two_findings_is_there_and_is_answered_in_its_own_words(string question)
    {
        var asked = Question.In(question, "effusion", Modality.Cxr);

        Assert.Equal(["lung nodule", "pleural effusion"], Names(asked, AskedOf.Choice));
        Assert.Equal(["lung nodule", "effusion"], asked!.Findings.Select(static one => one.Answer.ToLowerInvariant()));
    }

    [Theory]
    [InlineData("Which abnormalities are shown?", "none")]
    [InlineData("What is abnormal in this examination?", "effusion, lung nodule")]
    [InlineData("Name the abnormal findings.", "Lung nodule")]
    [InlineData("What pathology does the examination show?", "none")]
    public void It_asks_for_all_findings(string question, string said) =>
        Assert.Equal(["lung nodule", "pericardial effusion", "pleural effusion"], Names(Question.In(question, said, Modality.Cxr), AskedOf.All));

    private static IEnumerable<string>? Names(FindingsAsked? asked, AskedOf kind) => asked?.Kind == kind ? asked.Findings.Select(static one => one.Finding.Name) : null;
}
