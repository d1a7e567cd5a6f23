using VividMed.Training.VisionLanguage;

namespace VividMed.Workflows;

/// <summary>One stage: mean loss of its first and last steps, held-out metrics before and after it, and where its weights lie.</summary>
public sealed record StageTraining(int Stage, int Steps, double LossBefore, double LossAfter, EvaluationReport Before, EvaluationReport After, string Weights);
