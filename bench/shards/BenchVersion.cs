using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Bench.Shards;

/// <summary>Commits buckets that a benchmark wrote itself as the first version of a dataset.</summary>
internal static class BenchVersion
{
    public static async Task CommitAsync(IBlobStore store, IReadOnlyList<BucketMark> marks, CancellationToken cancellationToken)
    {
        var (entries, statistics) = (marks.Select(BucketEntry.Of).ToList(), new ShardStatistics());
        foreach (var mark in marks) statistics.Add(mark.Statistics);
        var written = entries.Sum(static entry => entry.Samples);
        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion, 1, null, "mimic-cxr", "bench", new RecipeText("recipe", new Dictionary<string, string>()),
            new DatasetCounts(written, written, 0, new Dictionary<string, long>()), new VersionChanges(written, 0, 0, entries.Count, 0, []), entries, null,
            new Dictionary<string, string>(), "bench", "bench", "bench");
        if (!await DatasetCommit.TryCommitAsync(store, manifest, statistics, cancellationToken)) throw new InvalidOperationException("version 1 is taken");
    }
}
