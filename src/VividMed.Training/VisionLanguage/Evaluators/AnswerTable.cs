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
            var asked = group.SelectMany(static one => one.Study.Sample.Questions.Select((question, at) =>
                (one.Study.Sample.Patient, Question: question, Answer: one.Answers[at], Decoded: one.DecodedAnswers?[at]))).ToList();
            foreach (var type in asked.Select(static one => one.Question.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(null))
            {
                var own = asked.FindAll(one => type is null || one.Question.Type == type);
                Add("model", own.Select(static one => (string?)one.Answer));
                if (group.Any(static one => one.DecodedAnswers is not null)) Add("model, decoded alone", own.Select(static one => one.Decoded));
                Add("most frequent of the type", own.Select(one => priors.AnswerOfType(modality, one.Question)));
                Add("most frequent of the question", own.Select(one => priors.AnswerOfQuestion(modality, one.Question)));

                void Add(string arm, IEnumerable<string?> said) => rows.Add(new EvaluationRow(modality.Code(), arm, type ?? "all",
                [
                    bootstrap.Mean(
                        own.Zip(said, static (one, answer) => new PatientItem<bool>(one.Patient, AnswerCheck.IsRight(answer, one.Question))),
                        static right => [right ? 1.0 : 0]),
                ]));
            }
        }

        return new EvaluationTable(
            "answers", "Answers", ["right"], rows,
            "The answer is decoded freely and is right where all its words are those of the true one, whatever their case, and of a list its names in whatever order. "
            + "A calibrated model answers by its evidence whether a finding is there, on which side, which of two, and which are.");
    }
}
