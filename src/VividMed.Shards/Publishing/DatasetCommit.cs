using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Publishing;

/// <summary>
/// Commits a version: card, quality report and Croissant file first, the manifest last, each created once and never replaced.
/// </summary>
public static class DatasetCommit
{
    /// <summary>
    /// True when this call committed the version, false when it stood already with the same bytes. Refuses counts that do not
    /// close (<c>counts-do-not-close</c>), a number that another run owns (<c>version-taken</c>), shards that are not there or of
    /// another length (<c>shard-missing</c>, <c>length-mismatch</c>), and other content under the names (<c>digest-conflict</c>).
    /// </summary>
    public static async Task<bool> CommitAsync(
        IBlobStore store, DatasetManifest manifest, ShardStatistics statistics, CancellationToken cancellationToken = default)
    {
        if (manifest.CountProblem() is { } problem) throw new ShardException("counts-do-not-close", $"The counts do not close: {problem}.");
        await CheckOwnerAsync(store, manifest, cancellationToken);
        foreach (var shard in manifest.Shards) await CheckShardAsync(store, manifest, shard, cancellationToken);

        var folder = DatasetLayout.Version(manifest.Version);
        await store.PublishAsync($"{folder}/README.md", DatasetCard.Render(manifest, statistics), cancellationToken);
        await store.PublishAsync($"{folder}/quality.json", CanonicalJson.Write(statistics), cancellationToken);
        await store.PublishAsync($"{folder}/croissant.json", Croissant.Render(manifest), cancellationToken);
        return await store.PublishAsync(DatasetLayout.Manifest(manifest.Version), manifest.ToJson(), cancellationToken);
    }

    private static async Task CheckOwnerAsync(IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken)
    {
        var name = DatasetLayout.Owner(manifest.Version);
        var owner = await store.ReadAllAsync(name, cancellationToken: cancellationToken);
        if (owner is not null && CanonicalJson.Read<VersionOwner>(owner, "bad-version-owner", name).Run == manifest.Run) return;
        throw new ShardException(
            "version-taken", $"Version {manifest.Version} in {store.DisplayName} does not belong to run {manifest.Run}; claim one first.");
    }

    private static async Task CheckShardAsync(
        IBlobStore store, DatasetManifest manifest, ShardEntry shard, CancellationToken cancellationToken)
    {
        var name = manifest.NameOf(shard);
        var found = await store.GetPropertiesAsync(name, cancellationToken) ?? throw ShardReader.Missing(store, name);
        if (found.Length != shard.Bytes)
        {
            throw new ShardException("length-mismatch", $"{name} has {found.Length} bytes instead of {shard.Bytes}.");
        }
    }
}
