using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Records;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Tests.Versions;

/// <summary>A version of two splits and three samples, published and committed the way a run does it.</summary>
internal static class TestVersions
{
    public const string Run = "run-1";

    public static async Task<(DatasetManifest Manifest, ShardStatistics Statistics)> PublishAsync(IBlobStore store, string run = Run)
    {
        var version = await DatasetVersions.ClaimAsync(store, run);
        List<WrittenShard> shards =
        [
            await ShardPublisher.WriteAsync(store, version, "train", 0, TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"))),
            await ShardPublisher.WriteAsync(store, version, "validate", 1, TestSamples.Items(TestSamples.Radiograph("s3", "validate"))),
        ];
        var statistics = new ShardStatistics();
        foreach (var shard in shards) statistics.Add(shard.Statistics);
        return (ManifestOf(version, run, shards.Select(static shard => shard.Entry)), statistics);
    }

    public static async Task<DatasetManifest> CommitAsync(IBlobStore store, string run = Run)
    {
        var (manifest, statistics) = await PublishAsync(store, run);
        await DatasetCommit.CommitAsync(store, manifest, statistics);
        return manifest;
    }

    public static DatasetManifest ManifestOf(int version, string run, params IEnumerable<ShardEntry> shards)
    {
        var entries = shards.ToList();
        var written = entries.Sum(static shard => shard.Samples);
        return new(
            DatasetManifest.SchemaVersion, version, "mimic-cxr", run, null,
            new DatasetCounts(written + 3, written, 1, new Dictionary<string, long> { ["no-frontal-view"] = 2 }),
            TestSamples.Provenance.Models, "lex", "opt", "0.1.0", entries);
    }

    /// <summary>Puts a shard of unchecked samples in place of what the writer would refuse, with an entry that fits its bytes.</summary>
    public static async Task<ShardEntry> ForgeAsync(IBlobStore store, int version, string name, params Sample[] samples)
    {
        using var stream = new MemoryStream();
        var archive = new UstarWriter(stream);
        var statistics = new ShardStatistics();
        foreach (var item in samples.Select(TestSamples.Item))
        {
            await archive.AddAsync(ShardNames.Record(item.Sample.Id), SampleCodec.Encode(item.Sample), CancellationToken.None);
            foreach (var image in item.Images) await archive.AddAsync(image.Member, image.Length, image.Content, CancellationToken.None);
            statistics.Add(item.Sample);
        }

        await archive.FinishAsync(CancellationToken.None);
        await store.WriteAsync($"{DatasetLayout.Version(version)}/{name}", stream.ToArray());
        return new ShardEntry(name, "train", Sha256.Of(stream.ToArray()), stream.Length, statistics.Samples, statistics.Phrases, statistics.Regions);
    }
}
