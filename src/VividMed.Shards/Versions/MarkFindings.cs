using System.Collections.Concurrent;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Quality;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>What the marks of a version's buckets tell of it and its records do not: images that look alike, files that were left out.</summary>
public static class MarkFindings
{
    private const int Readers = 16;

    /// <summary>Adds it to the statistics of all buckets of a version.</summary>
    public static void Add(ShardStatistics statistics, IReadOnlyList<BucketMark> buckets)
    {
        statistics.Duplicates = DuplicatesOf(buckets);
        var leftOut = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, files) in buckets.SelectMany(static bucket => bucket.LeftOut ?? []).SelectMany(static study => study.Files))
        {
            leftOut[reason] = leftOut.GetValueOrDefault(reason) + files;
        }

        statistics.FilesLeftOut = leftOut.Count == 0 ? null : leftOut;
    }

    /// <summary>The marks of a committed version, as far as they are there and whole.</summary>
    public static async Task<IReadOnlyList<BucketMark>> ReadAsync(
        IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken = default)
    {
        var marks = new ConcurrentDictionary<int, BucketMark>();
        await Parallel.ForEachAsync(
            manifest.Buckets.Index(), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (bucket, stop) =>
            {
                if (await BucketStore.TryReadAsync(store, bucket.Item.Split, bucket.Item.Key, stop) is { } mark) marks[bucket.Index] = mark;
            });
        return [.. marks.OrderBy(static mark => mark.Key).Select(static mark => mark.Value)];
    }

    /// <summary>Null where no bucket has fingerprints. Studies in quarantine do not count.</summary>
    public static DuplicateReport? DuplicatesOf(IEnumerable<BucketMark> buckets)
    {
        var finder = new DuplicateFinder();
        foreach (var bucket in buckets) Add(finder, bucket);
        return DuplicateReport.Of(finder);
    }

    private static void Add(DuplicateFinder finder, BucketMark bucket)
    {
        if (bucket.Fingerprints is not { } fingerprints)
        {
            finder.AddUnmeasured(bucket.Statistics.Images);
            return;
        }

        var lost = bucket.Quarantine.Select(static study => study.Study).ToHashSet(StringComparer.Ordinal);
        foreach (var study in fingerprints.Studies)
        {
            if (!lost.Contains(study.Study)) finder.Add(bucket.Split, fingerprints.Method, study);
        }
    }
}
