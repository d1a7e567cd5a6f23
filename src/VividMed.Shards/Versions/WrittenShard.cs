namespace VividMed.Shards;

/// <summary>A published shard. Created is false when it lay there already with the same bytes.</summary>
public sealed record WrittenShard(ShardEntry Entry, ShardStatistics Statistics, bool Created);
