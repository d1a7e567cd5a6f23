namespace VividMed.Workflows;

/// <summary>What a stage did with its partition: how many studies went on, how many it put in quarantine, and what it asked of models.</summary>
public sealed record StageResult(int Done, int Quarantined, InferenceCounts? Inference = null);
