using System.Runtime.CompilerServices;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>Reads the samples of a committed version, bucket after bucket in the manifest's order.</summary>
public static class VersionReader
{
    /// <exception cref="ShardException"><c>version-missing</c>, <c>shard-missing</c> or the code of a damaged archive.</exception>
    public static async IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, int version, bool withImages = true, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        foreach (var bucket in manifest.Buckets)
        {
            await foreach (var sample in ReadAsync(store, bucket, withImages, cancellationToken)) yield return sample;
        }
    }

    /// <summary>The samples of one bucket; none where all of its studies are in quarantine.</summary>
    public static IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, BucketEntry bucket, bool withImages = true, CancellationToken cancellationToken = default) =>
        bucket.Records is { } records
            ? ShardReader.ReadAsync(store, records.Name, bucket.Pictures?.Name, withImages, cancellationToken)
            : AsyncEnumerable.Empty<StoredSample>();

    /// <summary>The samples of one bucket with the pictures of those that are asked for; the others' are passed over.</summary>
    public static IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, BucketEntry bucket, Func<Sample, bool> wantsImages, CancellationToken cancellationToken = default) =>
        bucket.Records is { } records
            ? ShardReader.ReadAsync(store, records.Name, bucket.Pictures?.Name, wantsImages, cancellationToken)
            : AsyncEnumerable.Empty<StoredSample>();

    /// <summary>Counts the records of all buckets that a manifest names.</summary>
    public static async Task<ShardStatistics> CountAsync(
        IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken = default)
    {
        var statistics = new ShardStatistics();
        await foreach (var stored in ReadAsync(store, manifest, cancellationToken)) statistics.Add(stored.Sample);
        return statistics;
    }

    /// <summary>The same, how far the questions can be answered without an image, and what the buckets' marks say of images and files.</summary>
    public static async Task<ShardStatistics> MeasureAsync(
        IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken = default)
    {
        var (statistics, baseline) = (new ShardStatistics(), new TextOnlyBaseline());
        await foreach (var stored in ReadAsync(store, manifest, cancellationToken))
        {
            statistics.Add(stored.Sample);
            baseline.Add(stored.Sample);
        }

        statistics.TextOnly = baseline.Measure();
        MarkFindings.Add(statistics, await MarkFindings.ReadAsync(store, manifest, cancellationToken));
        return statistics;
    }

    /// <summary>The newest committed version. <c>version-missing</c> where nothing was committed.</summary>
    public static async Task<int> LatestAsync(IBlobStore store, CancellationToken cancellationToken = default) =>
        (await DatasetVersions.ListAsync(store, cancellationToken)) is [.., var latest]
            ? latest
            : throw new ShardException("version-missing", $"{store.DisplayName} has no committed version: 'vividmed run' commits one, and 'vividmed runs list --state' tells what became of a run.");

    private static async IAsyncEnumerable<StoredSample> ReadAsync(
        IBlobStore store, DatasetManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var bucket in manifest.Buckets)
        {
            await foreach (var sample in ReadAsync(store, bucket, withImages: false, cancellationToken)) yield return sample;
        }
    }
}
