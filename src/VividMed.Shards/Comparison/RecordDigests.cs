using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using VividMed.Grounding;
using VividMed.Shards.Records;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Comparison;

/// <summary>
/// Records as 16 bytes each, to be compared without being held: of the decoded record without its provenance, so that it is the same
/// whatever made it and under which version of the schema it lies.
/// </summary>
internal static class RecordDigests
{
    private static readonly Provenance None = new(new Dictionary<string, string>(), "", "", "");

    /// <summary>By id, of the samples in these buckets.</summary>
    public static async Task<IReadOnlyDictionary<string, UInt128>> OfAsync(
        IBlobStore store, IReadOnlyList<BucketEntry> buckets, Action bucketRead, CancellationToken cancellationToken)
    {
        var digests = new ConcurrentDictionary<string, UInt128>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            buckets, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (bucket, stop) =>
            {
                await foreach (var (sample, _) in VersionReader.ReadAsync(store, bucket, withImages: false, stop)) digests[sample.Id] = Of(sample);
                bucketRead();
            });
        return digests;
    }

    public static UInt128 Of(Sample sample)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(SampleCodec.Encode(sample with { Provenance = None }), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
