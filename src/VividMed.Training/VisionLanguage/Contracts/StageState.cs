namespace VividMed.Training.VisionLanguage.Contracts;

/// <summary>How far a stage is: the losses of the steps that it has done, and what it was measured at in between.</summary>
public sealed record StageState(List<StepLoss> Curve, List<StageEvaluation> Evaluations)
{
    /// <summary>Whether so many evaluations one after the other have not bettered the best before them; 0 is never.</summary>
    public bool IsAtItsEnd(int patience) =>
        patience > 0
        && Evaluations.Count > patience
        && Evaluations.TakeLast(patience).All(late => late.Figures.Places <= Evaluations.SkipLast(patience).Max(static early => early.Figures.Places));
}

/// <summary>Held-out metrics in the middle of a stage.</summary>
/// <param name="Step">Steps done before.</param>
public sealed record StageEvaluation(int Step, EvaluationReport Figures);
