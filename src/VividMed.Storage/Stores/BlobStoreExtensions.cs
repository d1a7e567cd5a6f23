using VividMed.Storage.Streams;

namespace VividMed.Storage.Stores;

/// <summary>Small blobs as bytes.</summary>
public static class BlobStoreExtensions
{
    /// <summary>Content that is read whole is at most this long (bytes).</summary>
    public const int LargestWholeBlob = 256 * 1024 * 1024;

    /// <summary>Room made ahead for a blob that says how long it is.</summary>
    private const int RoomAhead = 1 << 20;

    /// <summary>The whole blob, or null when there is none. <c>blob-too-large</c> above <paramref name="limit"/> bytes.</summary>
    public static async Task<byte[]?> ReadAllAsync(
        this IBlobStore store, string name, int limit = LargestWholeBlob, CancellationToken cancellationToken = default)
    {
        var stream = await store.OpenReadAsync(name, 0, (long)limit + 1, cancellationToken);
        if (stream is null) return null;
        await using (stream)
        {
            using var buffer = new MemoryStream(stream is BoundedStream known ? (int)Math.Min(known.Length, RoomAhead) : 0);
            await stream.CopyToAsync(buffer, cancellationToken);
            return buffer.Length > limit
                ? throw new StorageException("blob-too-large", $"{name} in {store.DisplayName} is longer than {limit} bytes.")
                : buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
        }
    }

    /// <summary>As <see cref="IBlobStore.TryCreateAsync"/>, from memory.</summary>
    public static async Task<bool> TryCreateAsync(
        this IBlobStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await store.TryCreateAsync(name, stream, cancellationToken);
    }

    /// <summary>As <see cref="IBlobStore.WriteAsync"/>, from memory.</summary>
    public static async Task<string?> WriteAsync(
        this IBlobStore store, string name, ReadOnlyMemory<byte> content, string? ifMatch = null,
        CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await store.WriteAsync(name, stream, ifMatch, cancellationToken);
    }

    /// <summary>
    /// Creates the blob, or finds it there with the same bytes (false). Other bytes are <c>digest-conflict</c>: what has been
    /// published is never replaced.
    /// </summary>
    public static async Task<bool> PublishAsync(
        this IBlobStore store, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        if (await store.TryCreateAsync(name, content, cancellationToken)) return true;
        var existing = await store.GetSha256Async(name, cancellationToken);
        var ours = Sha256.Of(content.Span);
        return existing == ours ? false : throw DigestConflict(store, name, existing, ours);
    }

    /// <summary>SHA-256 of a blob's content in lower-case hex, read as a stream; null when there is none.</summary>
    public static async Task<string?> GetSha256Async(this IBlobStore store, string name, CancellationToken cancellationToken = default)
    {
        var stream = await store.OpenReadAsync(name, cancellationToken: cancellationToken);
        if (stream is null) return null;
        await using (stream) return await Sha256.OfAsync(stream, cancellationToken);
    }

    /// <summary>
    /// To be thrown where a published blob has other bytes; <paramref name="existing"/> is null where it has been deleted meanwhile.
    /// </summary>
    public static StorageException DigestConflict(IBlobStore store, string name, string? existing, string ours) => new(
        "digest-conflict",
        $"{name} in {store.DisplayName} exists with SHA-256 {existing ?? "(deleted meanwhile)"}, and this run made {ours}. Published blobs are never replaced.");
}
