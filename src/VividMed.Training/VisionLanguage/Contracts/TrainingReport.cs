namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>What a training call did: its stages, held-out metrics before the first and after the last, and the blobs it left.</summary>
public sealed record TrainingReport(
    IReadOnlyList<StageReport> Stages,
    EvaluationReport Before,
    EvaluationReport After,
    int TrainingStudies,
    int Words,
    long Parameters,
    IReadOnlyList<string> Checkpoints);

/// <summary>
/// A finished stage: mean total loss over the first and last tenth of its steps, every step's losses, and where its weights lie.
/// </summary>
public sealed record StageReport(int Stage, int Steps, double LossBefore, double LossAfter, string Weights, IReadOnlyList<StepLoss> Curve)
{
    internal static StageReport From(int stage, string weights, IReadOnlyList<StepLoss> curve)
    {
        var tenth = Math.Max(1, curve.Count / 10);
        return new(stage, curve.Count, Mean(curve.Take(tenth)), Mean(curve.TakeLast(tenth)), weights, curve);
    }

    private static double Mean(IEnumerable<StepLoss> losses) => losses.Select(static loss => (double)loss.Total).DefaultIfEmpty().Average();
}

/// <summary>The weighted parts of one step's loss; a part that nothing in the batch supervises is 0.</summary>
public sealed record StepLoss(float Language, float Box, float Objectness, float Mask)
{
    public float Total => Language + Box + Objectness + Mask;
}

/// <summary>One step done: the stage, the step (from 1) of how many, and the step's losses.</summary>
public sealed record TrainingProgress(int Stage, int Step, int Steps, StepLoss Loss);
