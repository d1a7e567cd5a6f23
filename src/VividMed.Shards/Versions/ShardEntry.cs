namespace VividMed.Shards;

/// <summary>A shard as its version's manifest names it. Name is relative to the version: <c>train/shard-00000.tar</c>.</summary>
public sealed record ShardEntry(string Name, string Split, string Sha256, long Bytes, long Samples, long Phrases, long Regions);
