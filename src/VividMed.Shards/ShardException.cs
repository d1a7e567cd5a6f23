using VividMed.Taxonomy;

namespace VividMed.Shards;

/// <summary>
/// A shard, record or dataset version is not what it should be. Names blobs and digests. Codes: such as <c>digest-conflict</c>.
/// </summary>
public sealed class ShardException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner);
