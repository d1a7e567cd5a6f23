namespace VividMed.Workflows;

/// <summary>What a stage did with its partition: how many studies went on and how many it put in quarantine.</summary>
public sealed record StageResult(int Done, int Quarantined);
