using VividMed.Storage.Stores;

namespace VividMed.Shards.Tests.Collection;

/// <summary>
/// A store whose clock goes wrong by some time, whose blobs look older than they are, and that lets a test step in before one is deleted.
/// </summary>
internal sealed class WatchedStore(IBlobStore store) : IBlobStore
{
    public TimeSpan ClockAhead { get; init; }

    public TimeSpan Aged { get; init; }

    public Func<string, Task> BeforeDelete { get; set; } = static _ => Task.CompletedTask;

    public string DisplayName => store.DisplayName;

    public Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default) => store.TryCreateAsync(name, content, cancellationToken);

    public Task<string?> WriteAsync(string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default) =>
        store.WriteAsync(name, content, ifMatch, cancellationToken);

    public Task<IStagedBlob> StageAsync(CancellationToken cancellationToken = default) => store.StageAsync(cancellationToken);

    public Task<Stream?> OpenReadAsync(string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
        store.OpenReadAsync(name, offset, length, cancellationToken);

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) => store.GetPropertiesAsync(name, cancellationToken);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default) => store.ListAsync(prefix, cancellationToken);

    public IAsyncEnumerable<BlobEntry> ListEntriesAsync(string prefix, CancellationToken cancellationToken = default) =>
        store.ListEntriesAsync(prefix, cancellationToken)
            .Select(entry => entry with { Written = entry.Written + ClockAhead - (IsClock(entry.Name) ? TimeSpan.Zero : Aged) });

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!IsClock(name)) await BeforeDelete(name);
        return await store.DeleteAsync(name, cancellationToken);
    }

    private static bool IsClock(string name) => name.StartsWith("clock/", StringComparison.Ordinal);
}
