using System.IO.Compression;
using System.Runtime.CompilerServices;
using VividMed.Storage.Stores;

namespace VividMed.Datasets.Index;

/// <summary>
/// Merges the new entries into the base, a sorted file that is streamed from its old state into its new one: memory holds new entries only,
/// and of those no more than one pass takes. The base is replaced by its ETag; who loses a race starts over from what the other has written.
/// </summary>
internal sealed class SourceFold(IBlobStore store)
{
    /// <summary>Entries that one pass holds in memory, some 40 MB.</summary>
    private const int MostAtOnce = 100_000;

    /// <summary>
    /// A gzip header that tells neither time nor file system: deflate of one level, unknown system. The runtime writes its platform's.
    /// </summary>
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await FoldSomeAsync(cancellationToken))
        {
            // Each pass folds some files or finds that another one has.
        }
    }

    /// <summary>False when there is nothing left to fold.</summary>
    private async Task<bool> FoldSomeAsync(CancellationToken cancellationToken)
    {
        // The ETag comes first: a base that is replaced from here on refuses ours.
        var etag = (await store.GetPropertiesAsync(SourceIndex.BaseName, cancellationToken))?.ETag;
        var (names, entries) = await TakeAsync(cancellationToken);
        if (names.Count == 0) return false;
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"vividmed-index-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            await WriteAsync(file, MergeAsync(entries, cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (FileFault.Explain(failure, Path.GetTempPath()) is not null)
        {
            throw FileFault.Explain(failure, Path.GetTempPath())!;
        }
        catch (InvalidDataException)
        {
            file.SetLength(0); // A damaged base is forgotten; what it knew is read again.
            await WriteAsync(file, entries.Values.ToAsyncEnumerable(), cancellationToken);
        }

        var ours = etag is null
            ? await store.TryCreateAsync(SourceIndex.BaseName, file, cancellationToken)
            : await store.WriteAsync(SourceIndex.BaseName, file, etag, cancellationToken) is not null;
        if (!ours) return true;
        foreach (var name in names) await store.DeleteAsync(name, cancellationToken);
        return true;
    }

    /// <summary>The oldest new files with their entries in the order of the base; of one path the newest.</summary>
    private async Task<(List<string> Names, SortedDictionary<string, SourceEntry> Entries)> TakeAsync(CancellationToken cancellationToken)
    {
        var (names, entries) = (new List<string>(), new SortedDictionary<string, SourceEntry>(StringComparer.Ordinal));
        foreach (var name in await SourceSegments.ListAsync(store, cancellationToken))
        {
            foreach (var entry in await SourceSegments.ReadAsync(store, name, cancellationToken)) entries[entry.Path] = entry;
            names.Add(name);
            if (entries.Count >= MostAtOnce) break;
        }

        return (names, entries);
    }

    private async IAsyncEnumerable<SourceEntry> MergeAsync(
        SortedDictionary<string, SourceEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var fresh = entries.GetEnumerator();
        var more = fresh.MoveNext();
        await foreach (var old in ReadBaseAsync(cancellationToken))
        {
            for (; more && string.CompareOrdinal(fresh.Current.Key, old.Path) < 0; more = fresh.MoveNext()) yield return fresh.Current.Value;
            if (!more || fresh.Current.Key != old.Path) yield return old;
        }

        for (; more; more = fresh.MoveNext()) yield return fresh.Current.Value;
    }

    private async IAsyncEnumerable<SourceEntry> ReadBaseAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var file = await store.OpenReadAsync(SourceIndex.BaseName, cancellationToken: cancellationToken);
        if (file is null) yield break;
        await using var text = new GZipStream(file, CompressionMode.Decompress);
        await foreach (var entry in SourceText.ReadAsync(text, cancellationToken)) yield return entry;
    }

    private static async Task WriteAsync(FileStream file, IAsyncEnumerable<SourceEntry> entries, CancellationToken cancellationToken)
    {
        await using (var text = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            await SourceText.WriteAsync(text, entries, cancellationToken);
        }

        file.Position = 0;
        await file.WriteAsync(Header, cancellationToken);
        file.Position = 0;
    }
}
