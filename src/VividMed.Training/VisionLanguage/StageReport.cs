namespace VividMed.Training.VisionLanguage;

/// <summary>A finished stage: mean total loss over the first and last tenth of its steps, every step's losses, and where its weights lie.</summary>
public sealed record StageReport(int Stage, int Steps, double LossBefore, double LossAfter, string Weights, IReadOnlyList<StepLoss> Curve)
{
    internal static StageReport From(int stage, string weights, IReadOnlyList<StepLoss> curve)
    {
        var tenth = Math.Max(1, curve.Count / 10);
        return new(stage, curve.Count, Mean(curve.Take(tenth)), Mean(curve.TakeLast(tenth)), weights, curve);
    }

    private static double Mean(IEnumerable<StepLoss> losses) => losses.Select(static loss => (double)loss.Total).DefaultIfEmpty().Average();
}
