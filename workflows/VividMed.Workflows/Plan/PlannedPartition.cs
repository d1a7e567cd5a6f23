namespace VividMed.Workflows;

/// <summary>A partition holds studies of one split only, in the order in which the dataset lists them.</summary>
public sealed record PlannedPartition(int Index, string Split, int Studies);
