using VividMed.Training.VisionLanguage;

namespace VividMed.Workflows;

/// <summary>What the stages reached, and the evaluation of the finished model.</summary>
public sealed record TrainingResult(IReadOnlyList<StageTraining> Stages, EvaluationReport Evaluation)
{
    /// <summary>Mean loss of the first steps of the first stage.</summary>
    public double LossBefore => Stages[0].LossBefore;

    /// <summary>Mean loss of the last steps of the last stage.</summary>
    public double LossAfter => Stages[^1].LossAfter;
}
