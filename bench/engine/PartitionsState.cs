namespace VividMed.Bench.Engine;

/// <summary>How many partitions there are and how many are done.</summary>
internal sealed record PartitionsState(int Count, int Done);
