using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Publishing;

/// <summary>
/// Commits a version by creating its manifest, once and never replaced. Card, quality report and Croissant file follow from it and are
/// written after it.
/// </summary>
public static class DatasetCommit
{
    /// <summary>Files looked at at once: a store's answer takes far longer than the question.</summary>
    private const int Lookers = 32;

    /// <summary>
    /// True when the version stands as this manifest says, by this call or an equal one before; false when the number was taken meanwhile.
    /// Refuses counts that do not close (<c>counts-do-not-close</c>), and archives that are not there or of another length
    /// (<c>shard-missing</c>, <c>length-mismatch</c>).
    /// </summary>
    public static async Task<bool> TryCommitAsync(
        IBlobStore store, DatasetManifest manifest, ShardStatistics statistics, CancellationToken cancellationToken = default)
    {
        if (manifest.CountProblem() is { } problem) throw new ShardException("counts-do-not-close", $"The counts do not close: {problem}.");
        var files = manifest.Excluded is { } excluded ? manifest.Archives().Append(excluded) : manifest.Archives();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = Lookers, CancellationToken = cancellationToken },
            async (file, stop) => await CheckAsync(store, file, stop));

        var (name, json) = (DatasetLayout.Manifest(manifest.Version), manifest.ToJson());
        if (!await store.TryCreateAsync(name, json, cancellationToken))
        {
            // An answer may have been lost on the way: then what stands there is this very commit.
            var standing = await store.ReadAllAsync(name, cancellationToken: cancellationToken);
            if (standing is null || !standing.AsSpan().SequenceEqual(json)) return false;
        }

        await CompletePagesAsync(store, manifest, statistics, cancellationToken);
        return true;
    }

    /// <summary>Writes those of a committed version's pages that are missing: a run may have ended between the manifest and them.</summary>
    public static async Task CompletePagesAsync(
        IBlobStore store, DatasetManifest manifest, ShardStatistics statistics, CancellationToken cancellationToken = default)
    {
        var folder = DatasetLayout.Version(manifest.Version);
        await store.TryCreateAsync($"{folder}/README.md", DatasetCard.Render(manifest, statistics), cancellationToken);
        await store.TryCreateAsync($"{folder}/quality.json", CanonicalJson.Write(statistics), cancellationToken);
        await store.TryCreateAsync($"{folder}/croissant.json", Croissant.Render(manifest), cancellationToken);
    }

    private static async Task CheckAsync(IBlobStore store, ShardFile file, CancellationToken cancellationToken)
    {
        var found = await store.GetPropertiesAsync(file.Name, cancellationToken) ?? throw ShardReader.Missing(store, file.Name);
        if (found.Length != file.Bytes)
        {
            throw new ShardException("length-mismatch", $"{file.Name} has {found.Length} bytes instead of {file.Bytes}.");
        }
    }
}
