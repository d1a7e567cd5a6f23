namespace VividMed.Shards;

/// <summary>A store, shard, record or dataset version is not what it should be. The message names blobs and digests, never report text.</summary>
public sealed class ShardException : Exception
{
    public ShardException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable reason code in kebab case, such as <c>digest-conflict</c>.</summary>
    public string Code { get; }
}
