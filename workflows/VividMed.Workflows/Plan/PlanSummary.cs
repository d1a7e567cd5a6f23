namespace VividMed.Workflows;

/// <summary>What orchestrations carry of a plan: counts only, however many partitions it has.</summary>
/// <param name="Version">The version that the run writes.</param>
/// <param name="Parent">The newest version that was committed when the run was planned; null for the first.</param>
/// <param name="Partitions">How many there are; their indices begin at 0.</param>
public sealed record PlanSummary(int Version, int? Parent, int Studies, int Partitions, IReadOnlyDictionary<string, int> ExcludedByReason);
