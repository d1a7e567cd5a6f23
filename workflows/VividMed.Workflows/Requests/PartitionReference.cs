namespace VividMed.Workflows;

/// <summary>A partition of a run, as orchestrations and activities hand it on: a place to read, not the studies themselves.</summary>
public sealed record PartitionReference(SynthesisRequest Request, int Version, int Partition);
