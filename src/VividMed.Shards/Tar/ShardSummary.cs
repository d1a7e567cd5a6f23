namespace VividMed.Shards;

/// <summary>What a shard holds, known once its last byte is written.</summary>
public sealed record ShardSummary(string Sha256, long Bytes, ShardStatistics Statistics);
