using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Questions by their types, answered by free decoding, and by what is answered most often.</summary>
internal sealed class AnswerTable(TrainingPriors priors, PatientBootstrap bootstrap)
{
    public EvaluationTable Build(IReadOnlyList<StudyObservation> studies)
    {
        var rows = new List<EvaluationRow>();
        foreach (var group in studies.GroupBy(static one => one.Study.Sample.Modality).OrderBy(static group => group.Key))
        {
            var modality = group.Key;
            var asked = group.SelectMany(static one => one.Study.Sample.Questions.Zip(one.Answers, (question, answer) => (one.Study.Sample.Patient, Question: question, Answer: answer))).ToList();
            foreach (var type in asked.Select(static one => one.Question.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(null))
            {
                var own = asked.FindAll(one => type is null || one.Question.Type == type);
                Add("model", static (_, answer) => answer);
                Add("most frequent of the type", (question, _) => priors.AnswerOfType(modality, question));
                Add("most frequent of the question", (question, _) => priors.AnswerOfQuestion(modality, question));

                void Add(string arm, Func<QuestionAnswer, string, string?> say) => rows.Add(new EvaluationRow(modality.Code(), arm, type ?? "all",
                [
                    bootstrap.Mean(
                        own.Select(one => new PatientItem<bool>(one.Patient, IsRight(say(one.Question, one.Answer), one.Question))),
                        static right => [right ? 1.0 : 0]),
                ]));
            }
        }

        return new EvaluationTable(
            "answers", "Answers", ["right"], rows,
            "The answer is decoded freely and is right where all its words are those of the true one, whatever their case.");
    }

    private static bool IsRight(string? said, QuestionAnswer question) =>
        said is not null && MetricWords.Of(said).AsSpan().SequenceEqual(MetricWords.Of(question.Answer));
}
