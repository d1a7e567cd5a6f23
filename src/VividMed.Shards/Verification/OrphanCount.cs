using VividMed.Shards.Buckets;
using VividMed.Shards.Collection;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Verification;

/// <summary>Marks and archives that no version names: work that is going on, was given up, or belonged to versions that have gone.</summary>
public sealed record OrphanCount(int Files, long Bytes)
{
    /// <exception cref="ShardException"><c>unreadable-manifest</c>: what a version names cannot be told.</exception>
    public static async Task<OrphanCount> OfAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var named = new NamedFiles();
        foreach (var version in await DatasetVersions.ListAsync(store, cancellationToken))
        {
            if (await NamedFiles.ReadAsync(store, version, cancellationToken) is { } manifest) named.Add(manifest);
        }

        var (files, bytes) = (0, 0L);
        foreach (var folder in (string[])[BucketStore.Folder, RecordArchive.Folder, PictureArchive.Folder])
        {
            await foreach (var entry in store.ListEntriesAsync(folder, cancellationToken))
            {
                if (!named.Contains(entry.Name)) (files, bytes) = (files + 1, bytes + entry.Length);
            }
        }

        return new OrphanCount(files, bytes);
    }
}
