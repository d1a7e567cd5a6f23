using System.Collections.Concurrent;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>The near-duplicates of a version, from the fingerprints in the marks of its buckets: no picture is opened.</summary>
public static class VersionDuplicates
{
    private const int Readers = 16;

    /// <summary>Of a version's buckets; null where none of them has fingerprints. Studies in quarantine do not count.</summary>
    public static DuplicateReport? Of(IEnumerable<BucketMark> buckets)
    {
        var finder = new DuplicateFinder();
        foreach (var bucket in buckets) Add(finder, bucket);
        return DuplicateReport.Of(finder);
    }

    /// <summary>Of a committed version; null where none of its buckets has fingerprints.</summary>
    public static async Task<DuplicateReport?> ReadAsync(IBlobStore store, DatasetManifest manifest, CancellationToken cancellationToken = default)
    {
        var marks = new ConcurrentDictionary<int, BucketMark>();
        await Parallel.ForEachAsync(
            manifest.Buckets.Index(), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (bucket, stop) =>
            {
                if (await BucketStore.TryReadAsync(store, bucket.Item.Split, bucket.Item.Key, stop) is { } mark) marks[bucket.Index] = mark;
            });
        return Of(marks.OrderBy(static mark => mark.Key).Select(static mark => mark.Value));
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
