namespace VividMed.Workflows;

/// <summary>The run's plan as written to <c>runs/{run}/plan.json</c>: the version that the run writes, and every study in one partition or excluded with a reason.</summary>
public sealed record DatasetPlan(
    string Dataset,
    int Version,
    int? Parent,
    int Studies,
    IReadOnlyList<PlannedPartition> Partitions,
    IReadOnlyDictionary<string, int> ExcludedByReason)
{
    public PlanSummary Summarize() => new(Version, Parent, Studies, Partitions.Count, ExcludedByReason);
}
