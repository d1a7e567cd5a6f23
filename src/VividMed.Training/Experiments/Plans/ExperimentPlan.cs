namespace VividMed.Training.Experiments.Plans;

/// <summary>What is compared with what.</summary>
/// <param name="Id">As the command line names it.</param>
/// <param name="Arms">The first one is what the others are held against.</param>
/// <param name="Note">What a reader must know.</param>
internal sealed record ExperimentPlan(string Id, string Title, IReadOnlyList<ExperimentArm> Arms, string? Note = null)
{
    /// <summary>Findings that no arm's heads are shown.</summary>
    public IReadOnlyList<string> Called { get; init; } = [];

    public ExperimentArm Reference => Arms[0];
}
