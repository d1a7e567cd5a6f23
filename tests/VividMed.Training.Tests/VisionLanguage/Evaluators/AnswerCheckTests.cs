using VividMed.Grounding;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Tests.VisionLanguage.Evaluators;

public sealed class AnswerCheckTests
{
    [Theory]
    [InlineData(QuestionType.Side, "Left", "left", true)]
    [InlineData(QuestionType.Side, "left side", "left", false)]
    [InlineData(QuestionType.Size, "6 mm", "6  mm", true)]
    [InlineData(QuestionType.Abnormality, "nodule, pleural effusion", "pleural effusion, nodule", true)]
    [InlineData(QuestionType.Abnormality, "nodule", "nodule, pleural effusion", false)]
    [InlineData(QuestionType.Abnormality, "nodule, nodule", "nodule", false)]
    [InlineData(QuestionType.Abnormality, "effusion pleural", "pleural effusion", false)]
    [InlineData(QuestionType.Location, "left, right", "right, left", false)]
    [InlineData(QuestionType.Presence, null, "no", false)]
    public void An_answer_is_right_word_by_word_and_a_list_in_any_order(string type, string? said, string answer, bool isRight) =>
        Assert.Equal(isRight, AnswerCheck.IsRight(said, new QuestionAnswer("?", answer, type, [])));
}
