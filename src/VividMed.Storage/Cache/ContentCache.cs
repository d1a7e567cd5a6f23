using System.Security.Cryptography;
using VividMed.Storage.Stores;

namespace VividMed.Storage.Cache;

/// <summary>
/// Results by the digest of their inputs: <c>cache/{2 hex}/{sha256}</c>. An entry carries the digest of its own content;
/// a damaged one, as a power cut may leave it, counts as missing and is made again. The first writer wins, and all others use what it wrote.
/// </summary>
/// <param name="limitBytes">
/// What the cache may grow to; null without limit. It is looked at whenever a twentieth of it has been written, and the entries written
/// longest ago go until nine tenths are left; what went is made again when it is wanted.
/// </param>
public sealed class ContentCache(IBlobStore store, string prefix = "cache", long? limitBytes = null)
{
    private int _trimming;
    private long _written = long.MaxValue / 2;

    /// <summary>The entry, or null when there is none that is whole.</summary>
    public async Task<byte[]?> GetAsync(CacheKey key, CancellationToken cancellationToken = default) =>
        Open(await store.ReadAllAsync(NameOf(key), cancellationToken: cancellationToken));

    /// <summary>The entry, made when it is missing.</summary>
    public async Task<byte[]> GetOrAddAsync(
        CacheKey key, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(key, cancellationToken) is { } known) return known;
        var content = await make(cancellationToken);
        byte[] entry = [.. SHA256.HashData(content), .. content];
        using var stream = new MemoryStream(entry, writable: false);
        if (await store.TryCreatePassingAsync(NameOf(key), stream, cancellationToken))
        {
            await GrewAsync(entry.Length, cancellationToken);
            return content;
        }

        if (await GetAsync(key, cancellationToken) is { } winner) return winner;
        await store.WriteAsync(NameOf(key), entry, ifMatch: null, cancellationToken);
        return content;
    }

    /// <summary>
    /// Deletes the entries written longest ago until the rest has at most <paramref name="bytes"/>; returns how many went.
    /// </summary>
    public async Task<int> TrimAsync(long bytes, CancellationToken cancellationToken = default)
    {
        var entries = new List<BlobEntry>();
        await foreach (var entry in store.ListEntriesAsync(prefix + "/", cancellationToken)) entries.Add(entry);
        var total = entries.Sum(static entry => entry.Length);
        var deleted = 0;
        foreach (var entry in entries.OrderBy(static entry => entry.Written).ThenBy(static entry => entry.Name, StringComparer.Ordinal))
        {
            if (total <= bytes) break;
            total -= entry.Length;
            if (await store.DeleteAsync(entry.Name, cancellationToken)) deleted++;
        }

        return deleted;
    }

    /// <summary>The first entry of a process is a reason to look too: nobody knows what is there from before.</summary>
    private async Task GrewAsync(long bytes, CancellationToken cancellationToken)
    {
        if (limitBytes is not { } limit || Interlocked.Add(ref _written, bytes) < limit / 20 || Interlocked.Exchange(ref _trimming, 1) == 1)
        {
            return;
        }

        try
        {
            Interlocked.Exchange(ref _written, 0);
            var total = 0L;
            await foreach (var entry in store.ListEntriesAsync(prefix + "/", cancellationToken)) total += entry.Length;
            if (total > limit) await TrimAsync(limit / 10 * 9, cancellationToken);
        }
        finally
        {
            Interlocked.Exchange(ref _trimming, 0);
        }
    }

    private static byte[]? Open(byte[]? entry) =>
        entry is { Length: >= SHA256.HashSizeInBytes }
        && SHA256.HashData(entry.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(entry.AsSpan(0, SHA256.HashSizeInBytes))
            ? entry[SHA256.HashSizeInBytes..]
            : null;

    private string NameOf(CacheKey key) => $"{prefix}/{key.Sha256[..2]}/{key.Sha256}";
}
