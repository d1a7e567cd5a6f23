namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>What a training call did: its stages, held-out metrics before the first and after the last, and the blobs it left.</summary>
public sealed record TrainingReport(
    IReadOnlyList<StageReport> Stages,
    EvaluationReport Before,
    EvaluationReport After,
    long TrainingStudies,
    int Words,
    long Parameters,
    IReadOnlyList<string> Checkpoints);

/// <summary>
/// A finished stage: mean total loss over the first and last tenth of its steps, every step's losses, and where its weights lie.
/// Evaluations are those in mid-course.
/// </summary>
public sealed record StageReport(int Stage, int Steps, double LossBefore, double LossAfter, string Weights, IReadOnlyList<StepLoss> Curve)
{
    public IReadOnlyList<StageEvaluation> Evaluations { get; init; } = [];

    internal static StageReport From(int stage, string weights, StageState state)
    {
        var curve = state.Curve;
        var tenth = Math.Max(1, curve.Count / 10);
        return new(stage, curve.Count, Mean(curve.Take(tenth)), Mean(curve.TakeLast(tenth)), weights, curve) { Evaluations = state.Evaluations };
    }

    private static double Mean(IEnumerable<StepLoss> losses) => losses.Select(static loss => (double)loss.Total).DefaultIfEmpty().Average();
}

/// <summary>The losses of the steps that a stage has done so far, of <paramref name="Steps"/> that it is to do.</summary>
public sealed record StageCurve(int Stage, int Steps, IReadOnlyList<StepLoss> Curve)
{
    /// <summary>Held-out metrics on the way.</summary>
    public IReadOnlyList<StageEvaluation> Evaluations { get; init; } = [];
}

/// <summary>The weighted parts of one step's loss; a part that nothing in the batch supervises is 0.</summary>
public sealed record StepLoss(float Language, float Box, float Objectness, float Mask)
{
    public float Total => Language + Box + Objectness + Mask;

    public static StepLoss operator +(StepLoss one, StepLoss other) =>
        new(one.Language + other.Language, one.Box + other.Box, one.Objectness + other.Objectness, one.Mask + other.Mask);

    public static StepLoss operator *(StepLoss loss, float share) =>
        new(loss.Language * share, loss.Box * share, loss.Objectness * share, loss.Mask * share);
}

/// <summary>One step done: the stage, the step (from 1) of how many, and the step's losses.</summary>
public sealed record TrainingProgress(int Stage, int Step, int Steps, StepLoss Loss)
{
    /// <summary>Tokens that the step's conversations held.</summary>
    public int Tokens { get; init; }

    /// <summary>How long the network waited for the step's studies.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How long the network worked on them.</summary>
    public TimeSpan Worked { get; init; }
}
