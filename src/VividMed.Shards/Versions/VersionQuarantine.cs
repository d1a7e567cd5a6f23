using System.Runtime.CompilerServices;
using VividMed.Datasets;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Versions;

/// <summary>The studies that a version has lost, as the marks of its buckets tell.</summary>
public static class VersionQuarantine
{
    private const int Ahead = 16;

    /// <summary>Bucket by bucket in the manifest's order. A version of the first layout kept none of them.</summary>
    public static async IAsyncEnumerable<QuarantinedStudy> ReadAsync(
        IBlobStore store, DatasetManifest manifest, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var some in manifest.Buckets.Where(static bucket => bucket.Quarantined > 0).Chunk(Ahead))
        {
            var marks = await Task.WhenAll(some.Select(bucket => BucketStore.ReadAsync(store, bucket.Split, bucket.Key, cancellationToken)));
            foreach (var study in marks.OfType<BucketMark>().SelectMany(static mark => mark.Quarantine)) yield return study;
        }
    }
}
