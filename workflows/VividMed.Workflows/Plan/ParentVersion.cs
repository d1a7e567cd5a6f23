using System.Collections.Concurrent;
using VividMed.Shards.Buckets;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Plan;

/// <summary>The newest version as planning sees it: its buckets, and in which of them each study is.</summary>
internal sealed class ParentVersion
{
    private const int Readers = 16;

    private readonly Dictionary<string, int> _homes = new(StringComparer.Ordinal);

    private ParentVersion(DatasetManifest? manifest, IReadOnlyList<BucketMark> buckets)
    {
        (Manifest, Buckets) = (manifest, buckets);
        for (var i = 0; i < buckets.Count; i++)
        {
            foreach (var study in buckets[i].Studies) _homes[study.Study] = i;
        }
    }

    /// <summary>Null where nothing was committed.</summary>
    public DatasetManifest? Manifest { get; }

    /// <summary>Those whose marks are there and whole; a version of the first layout has none, and its studies count as new.</summary>
    public IReadOnlyList<BucketMark> Buckets { get; }

    public int Studies => _homes.Count;

    /// <summary>The bucket that a study is in, or null.</summary>
    public int? HomeOf(string study) => _homes.TryGetValue(study, out var home) ? home : null;

    public static async Task<ParentVersion> LoadAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        if (await DatasetVersions.HeadAsync(store, cancellationToken) is not { } manifest) return new ParentVersion(null, []);
        var marks = new ConcurrentDictionary<int, BucketMark>();
        await Parallel.ForEachAsync(
            manifest.Buckets.Index(), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (bucket, stop) =>
            {
                if (await BucketStore.TryReadAsync(store, bucket.Item.Split, bucket.Item.Key, stop) is { } mark) marks[bucket.Index] = mark;
            });
        return new ParentVersion(manifest, [.. marks.OrderBy(static mark => mark.Key).Select(static mark => mark.Value)]);
    }
}
