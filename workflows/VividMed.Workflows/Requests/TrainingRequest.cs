using VividMed.Training.VisionLanguage;

namespace VividMed.Workflows;

/// <summary>The chained training: which stages (1 grounding, 2 language, 3 grounded reports), how many steps each, and the seed.</summary>
public sealed record TrainingRequest
{
    public IReadOnlyList<int> Stages { get; init; } = [1, 2, 3];

    public int StepsPerStage { get; init; } = 200;

    public int Seed { get; init; } = 1;
}

/// <summary>What the stages reached, and the evaluation of the finished model.</summary>
public sealed record TrainingResult(IReadOnlyList<StageTraining> Stages, EvaluationReport Evaluation)
{
    /// <summary>Mean loss of the first steps of the first stage.</summary>
    public double LossBefore => Stages[0].LossBefore;

    /// <summary>Mean loss of the last steps of the last stage.</summary>
    public double LossAfter => Stages[^1].LossAfter;
}

/// <summary>One stage: mean loss of its first and last steps, held-out metrics before and after it, and where its weights lie.</summary>
public sealed record StageTraining(
    int Stage, int Steps, double LossBefore, double LossAfter, EvaluationReport Before, EvaluationReport After, string Weights);
