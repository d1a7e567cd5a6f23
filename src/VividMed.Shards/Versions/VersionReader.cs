using System.Runtime.CompilerServices;
using VividMed.Shards.Archives;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>Reads the samples of a committed version, shard after shard in the manifest's order.</summary>
public static class VersionReader
{
    /// <exception cref="ShardException"><c>version-missing</c>, <c>shard-missing</c> or the code of a damaged shard.</exception>
    public static async IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, int version, bool withImages = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        foreach (var shard in manifest.Shards)
        {
            await foreach (var sample in ShardReader.ReadAsync(store, manifest.NameOf(shard), withImages, cancellationToken)) yield return sample;
        }
    }

    /// <summary>The newest committed version. <c>version-missing</c> where nothing was committed.</summary>
    public static async Task<int> LatestAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        (await DatasetVersions.ListAsync(store, cancellationToken)) is [.., var latest]
            ? latest
            : throw new ShardException("version-missing", $"{store.DisplayName} has no committed version.");
}
