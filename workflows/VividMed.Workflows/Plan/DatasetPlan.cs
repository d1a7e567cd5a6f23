namespace VividMed.Workflows.Plan;

/// <summary>
/// The run's plan as written to <c>runs/{run}/plan.json</c>: the version that the run writes, and every study in one partition or excluded
/// with a reason.
/// </summary>
public sealed record DatasetPlan(
    string Dataset,
    int Version,
    int? Parent,
    int Studies,
    IReadOnlyList<PlannedPartition> Partitions,
    IReadOnlyDictionary<string, int> ExcludedByReason)
{
    /// <summary>What may travel through orchestrations: small, however large the plan.</summary>
    public PlanSummary Summarize() => new(Version, Parent, Studies, Partitions.Count, ExcludedByReason);
}

/// <summary>What orchestrations carry of a plan: counts only, however many partitions it has.</summary>
/// <param name="Version">The version that the run writes.</param>
/// <param name="Parent">The newest version that was committed when the run was planned; null for the first.</param>
/// <param name="Partitions">How many there are; their indices begin at 0.</param>
public sealed record PlanSummary(int Version, int? Parent, int Studies, int Partitions, IReadOnlyDictionary<string, int> ExcludedByReason);

/// <summary>A partition holds studies of one split only, in the order in which the dataset lists them.</summary>
public sealed record PlannedPartition(int Index, string Split, int Studies);

/// <summary>A study that takes no part, with its reason code.</summary>
public sealed record ExcludedStudy(string Study, string Reason);
