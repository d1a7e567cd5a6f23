namespace VividMed.Workflows;

/// <summary>A partition holds studies of one split only, in ordinal order of their ids.</summary>
public sealed record PlannedPartition(int Index, string Split, int Studies);
