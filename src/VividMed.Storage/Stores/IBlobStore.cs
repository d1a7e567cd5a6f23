using VividMed.Taxonomy;

namespace VividMed.Storage.Stores;

/// <summary>
/// Named bytes in a container or folder. Names use '/' and never leave the store's root.
/// All operations are safe to repeat; conflicts are answers, not exceptions.
/// </summary>
public interface IBlobStore
{
    /// <summary>What the store is called in messages and manifests; never a secret.</summary>
    string DisplayName { get; }

    /// <summary>
    /// Writes a blob only if the name is free. False when it exists already (whatever its content). Never leaves a partial blob behind.
    /// </summary>
    Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same for what is made again when it is lost, and tells by itself whether it is whole: it need not be on the disk when this returns.
    /// </summary>
    Task<bool> TryCreatePassingAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        TryCreateAsync(name, content, cancellationToken);

    /// <summary>
    /// Writes or replaces a blob; with an ETag, only if the blob still has it. Null when the condition failed, else the new ETag.
    /// </summary>
    Task<string?> WriteAsync(string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default);

    /// <summary>A place for content whose name is not known yet, or is known only from the content itself.</summary>
    Task<IStagedBlob> StageAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a blob for reading from an offset (length null: to the end), or null when there is none.</summary>
    Task<Stream?> OpenReadAsync(string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default);

    /// <summary>Size and ETag, or null when there is none.</summary>
    Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Names under a prefix in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ListAsync"/>, with lengths and times.</summary>
    IAsyncEnumerable<BlobEntry> ListEntriesAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Deletes a blob; false when there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// What killed writers left behind: no blob's name leads to it. A container has none, for it forgets unfinished uploads by itself.
    /// </summary>
    IAsyncEnumerable<BlobEntry> ListLeftoversAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<BlobEntry>();

    /// <summary>Deletes what <see cref="ListLeftoversAsync"/> has listed; false when it is not there any more.</summary>
    Task<bool> DeleteLeftoverAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(false);
}

/// <summary>Content first, name later: nobody sees it before it is published, and disposing deletes what was not.</summary>
public interface IStagedBlob : IAsyncDisposable
{
    /// <summary>To be written; may be read again until it is published.</summary>
    Stream Content { get; }

    /// <summary>
    /// Gives the whole content a name, only if the name is free; false when it is taken, and then another name may be tried. Once.
    /// </summary>
    Task<bool> TryPublishAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>A blob in a list: name, length in bytes, and when it was last written by the store's clock.</summary>
public sealed record BlobEntry(string Name, long Length, DateTimeOffset Written);

/// <summary>Length in bytes and the store's ETag.</summary>
public sealed record BlobProperties(long Length, string ETag);

/// <summary>
/// A store's address, credentials or a blob's name cannot be used. The message never holds a secret. Codes: such as
/// <c>bad-store-address</c>, <c>access-refused</c> or <c>disk-full</c>.
/// </summary>
public sealed class StorageException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner);

/// <summary>A container's service does not answer, or is busy: it may do so later, unlike what a <see cref="StorageException"/> tells of.</summary>
public sealed class StoreUnavailableException(string message) : IOException(message);
