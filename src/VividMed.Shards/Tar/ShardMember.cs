namespace VividMed.Shards;

/// <summary>Where a member's content lies in its shard (bytes), for range reads.</summary>
public sealed record ShardMember(string Name, long Offset, long Length);
