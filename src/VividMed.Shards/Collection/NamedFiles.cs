using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>The marks, archives and lists that somebody names and that therefore stay.</summary>
internal sealed class NamedFiles
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Whether it is named; of the small file beside an archive of pictures, whether the archive is.</summary>
    public bool Contains(string name) => _names.Contains(name) || _names.Contains(PictureArchive.HomeOf(name));

    public void Add(string name) => _names.Add(name);

    public void Add(DatasetManifest manifest)
    {
        foreach (var bucket in manifest.Buckets.Where(static bucket => bucket.Key.Length > 0))
        {
            _names.Add(BucketStore.NameOf(bucket.Split, bucket.Key));
        }

        foreach (var file in manifest.Archives()) _names.Add(file.Name);
        if (manifest.Excluded is { } excluded) _names.Add(excluded.Name);
    }

    public void Add(BucketMark mark)
    {
        _names.Add(BucketStore.NameOf(mark.Split, mark.Key));
        if (mark.Records is { } records) _names.Add(records.Name);
        if (mark.Pictures is { } pictures) _names.Add(pictures.Name);
    }

    /// <summary>A version's manifest, read to tell what it names. Null where it has gone meanwhile.</summary>
    /// <exception cref="ShardException"><c>unreadable-manifest</c>: then nothing can be told to be without a name.</exception>
    public static async Task<DatasetManifest?> ReadAsync(IBlobStore store, int version, CancellationToken cancellationToken)
    {
        try
        {
            return await DatasetManifest.TryLoadAsync(store, version, cancellationToken);
        }
        catch (ShardException unreadable)
        {
            throw new ShardException(
                "unreadable-manifest",
                $"{DatasetLayout.Manifest(version)} cannot be read, so nobody can tell what it names, and nothing was deleted: {unreadable.Message}",
                unreadable);
        }
    }
}
