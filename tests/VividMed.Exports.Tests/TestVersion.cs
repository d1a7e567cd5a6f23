using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Exports.Tests;

/// <summary>A committed version in a folder, written the way a run does it: a bucket for each split.</summary>
internal static class TestVersion
{
    private static readonly SampleRecipe Recipe = new(new Dictionary<string, string> { ["lexicon"] = "lex", ["options"] = "opt" });

    public static Task<IBlobStore> WriteAsync(string folder, params IReadOnlyList<Sample> samples) => WriteAsync(folder, samples, bucketSize: int.MaxValue);

    public static async Task<IBlobStore> WriteAsync(string folder, IReadOnlyList<Sample> samples, int bucketSize, string dataset = "mimic-cxr", Func<SampleImage, byte[]>? picture = null)
    {
        var store = BlobStoreFactory.Open(folder);
        var (entries, statistics) = (new List<BucketEntry>(), new ShardStatistics());
        foreach (var split in samples.GroupBy(static sample => sample.Split))
        {
            foreach (var some in split.OrderBy(static sample => sample.Id, SampleKey.Order).Chunk(Math.Min(bucketSize, samples.Count)))
            {
                var mark = await WriteBucketAsync(store, split.Key, some, picture ?? TestPictures.Of);
                entries.Add(BucketEntry.Of(mark));
                statistics.Add(mark.Statistics);
            }
        }

        var manifest = new DatasetManifest(
            DatasetManifest.SchemaVersion, 1, null, dataset, "0123456789abcdef", Recipe.ToText(),
            new DatasetCounts(samples.Count, samples.Count, 0, new Dictionary<string, long>()), new VersionChanges(samples.Count, 0, 0, entries.Count, 0, ["first"]),
            entries, Excluded: null, new Dictionary<string, string> { ["dino"] = "aa cpu" }, "run-1", "0.1.0", ".NET 10");
        Assert.True(await DatasetCommit.TryCommitAsync(store, manifest, statistics));
        return store;
    }

    private static async Task<BucketMark> WriteBucketAsync(IBlobStore store, string split, IReadOnlyList<Sample> samples, Func<SampleImage, byte[]> picture)
    {
        List<BucketStudy> studies = [.. samples.Select(static sample => new BucketStudy(sample.Study, Sha256.Of(System.Text.Encoding.UTF8.GetBytes(sample.Study))))];
        var key = BucketKey.Of(Recipe.Digest, split, studies);
        await using var writer = await PictureWriter.StageAsync(store);
        foreach (var sample in samples)
        {
            await writer.AddAsync(
                new PictureContent(sample.Id, [.. sample.Images.Select(static image => image.SourceSha256)]),
                [.. sample.Images.Select(image => ShardImage.From(image.Member, picture(image)))]);
        }

        var pictures = await writer.PublishAsync(split, "png 8 bit");
        var records = await RecordArchive.PublishAsync(store, split, key, samples);
        return await BucketStore.PublishAsync(store, new BucketMark(
            BucketMark.SchemaVersion, key, split, Recipe.Digest, studies, records.File, pictures, records.Statistics, [], new Dictionary<string, string> { ["dino"] = "aa cpu" }));
    }
}
