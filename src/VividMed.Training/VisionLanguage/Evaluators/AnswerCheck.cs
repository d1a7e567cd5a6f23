using VividMed.Grounding;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>When an answer is right.</summary>
internal static class AnswerCheck
{
    /// <summary>Where all its words are those of the true one, whatever their case; of a list the names in any order, for theirs is that of the report's sentences.</summary>
    public static bool IsRight(string? said, QuestionAnswer question) =>
        said is not null && Words(said, question.Type).SequenceEqual(Words(question.Answer, question.Type), StringComparer.Ordinal);

    private static IEnumerable<string> Words(string answer, string type)
    {
        var names = answer.Split(',').Select(static name => string.Join(' ', MetricWords.Of(name)));
        return type is QuestionType.Abnormality or QuestionType.Device ? names.Order(StringComparer.Ordinal) : names;
    }
}
