using System.Security.Cryptography;

namespace VividMed.Shards;

/// <summary>
/// Results by the digest of their inputs: <c>cache/{2 hex}/{sha256}</c>. An entry carries the digest of its own content;
/// a damaged one counts as missing and is made again. The first writer wins, and all others use what it wrote.
/// </summary>
public sealed class ContentCache(IBlobStore store, string prefix = "cache")
{
    /// <summary>The entry, or null when there is none that is whole.</summary>
    public async Task<byte[]?> GetAsync(CacheKey key, CancellationToken cancellation = default) =>
        Open(await store.ReadAllAsync(NameOf(key), cancellation: cancellation));

    /// <summary>The entry, made when it is missing.</summary>
    public async Task<byte[]> GetOrAddAsync(CacheKey key, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancellation = default)
    {
        if (await GetAsync(key, cancellation) is { } known) return known;
        var content = await make(cancellation);
        byte[] entry = [.. SHA256.HashData(content), .. content];
        if (await store.TryCreateAsync(NameOf(key), entry, cancellation)) return content;
        if (await GetAsync(key, cancellation) is { } winner) return winner;
        await store.WriteAsync(NameOf(key), entry, ifMatch: null, cancellation);
        return content;
    }

    private static byte[]? Open(byte[]? entry) =>
        entry is { Length: >= SHA256.HashSizeInBytes }
        && SHA256.HashData(entry.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(entry.AsSpan(0, SHA256.HashSizeInBytes))
            ? entry[SHA256.HashSizeInBytes..]
            : null;

    private string NameOf(CacheKey key) => $"{prefix}/{key.Sha256[..2]}/{key.Sha256}";
}
