namespace VividMed.Shards.Quality;

/// <summary>One thing that is wrong with a version: a stable code in kebab case, where (as far as known), and why.</summary>
public sealed record ShardProblem(string Code, string Message, string? Shard = null, string? Sample = null);
