using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Index;

/// <summary>
/// The new entries of the index, a small file for each bucket, until they are folded. A file's name holds the digest of its content: it is
/// never replaced, so that whoever has folded it may delete it.
/// </summary>
internal static class SourceSegments
{
    public static async Task WriteAsync(
        IBlobStore store, string name, IReadOnlyList<SourceEntry> entries, CancellationToken cancellationToken)
    {
        var sorted = entries.Where(static entry => entry.Stamp.Length > 0)
            .DistinctBy(static entry => entry.Path, StringComparer.Ordinal)
            .OrderBy(static entry => entry.Path, StringComparer.Ordinal)
            .ToArray();
        if (sorted.Length == 0) return;
        using var content = new MemoryStream();
        await SourceText.WriteAsync(content, sorted.ToAsyncEnumerable(), cancellationToken);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        await store.TryCreateAsync($"{SourceIndex.NewPrefix}{name}-{Sha256.Of(bytes.Span)[..16]}.tsv", bytes, cancellationToken);
    }

    /// <summary>Names in the order in which they were written.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var files = await store.ListEntriesAsync(SourceIndex.NewPrefix, cancellationToken).ToListAsync(cancellationToken);
        return [.. files.OrderBy(static file => file.Written).ThenBy(static file => file.Name, StringComparer.Ordinal).Select(static file => file.Name)];
    }

    /// <summary>None where the file is damaged, or was folded meanwhile.</summary>
    public static async Task<IReadOnlyList<SourceEntry>> ReadAsync(IBlobStore store, string name, CancellationToken cancellationToken)
    {
        var file = await store.OpenReadAsync(name, cancellationToken: cancellationToken);
        if (file is null) return [];
        try
        {
            await using (file) return await SourceText.ReadAsync(file, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
