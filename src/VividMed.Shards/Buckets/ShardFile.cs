namespace VividMed.Shards.Buckets;

/// <summary>A file of a dataset: its name in the store, the digest of its bytes and their number.</summary>
public sealed record ShardFile(string Name, string Sha256, long Bytes);
