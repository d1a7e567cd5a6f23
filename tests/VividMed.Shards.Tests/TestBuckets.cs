using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Tests;

/// <summary>Buckets and versions written the way a run does it.</summary>
internal static class TestBuckets
{
    public const string Rendering = "png 8 bit";

    public static SampleRecipe Recipe { get; } = new(new Dictionary<string, string> { ["lexicon"] = "lex", ["options"] = "opt" });

    public static QuarantinedStudy Quarantined(string study) => new(study, "localize", "bad-image", "The file is cut off.", "ee");

    /// <summary>What is planned of a sample's images, so that it can be found again.</summary>
    public static PictureContent ContentOf(Sample sample) => new(sample.Id, [.. sample.Images.Select(static image => image.SourceSha256)]);

    /// <summary>Pictures, records and mark of one bucket; the studies in quarantine take part in its key.</summary>
    public static async Task<BucketMark> WriteAsync(
        IBlobStore store, string split, IReadOnlyList<ShardItem> items, params IReadOnlyList<QuarantinedStudy> quarantine)
    {
        var studies = items.Select(static item => StudyOf(item.Sample)).Concat(quarantine.Select(static study => StudyOf(study.Study))).ToList();
        var key = BucketKey.Of(Recipe.Digest, split, studies);
        var (records, pictures) = (default(WrittenRecords), default(ShardFile));
        if (items.Count > 0)
        {
            pictures = await WritePicturesAsync(store, split, items);
            records = await RecordArchive.PublishAsync(store, split, key, [.. items.Select(static item => item.Sample)]);
        }

        return await BucketStore.PublishAsync(store, new BucketMark(
            BucketMark.SchemaVersion, key, split, Recipe.Digest, studies, records?.File, pictures, records?.Statistics ?? new ShardStatistics(),
            quarantine, new Dictionary<string, string> { ["dino"] = "aa cpu" }));
    }

    public static async Task<ShardFile> WritePicturesAsync(IBlobStore store, string split, IReadOnlyList<ShardItem> items)
    {
        await using var writer = await PictureWriter.StageAsync(store);
        foreach (var item in items.OrderBy(static item => item.Sample.Id, SampleKey.Order)) await writer.AddAsync(ContentOf(item.Sample), item.Images);
        return await writer.PublishAsync(split, Rendering);
    }

    /// <summary>A manifest over the marks whose counts close.</summary>
    public static DatasetManifest ManifestOf(int version, params IEnumerable<BucketMark> marks) =>
        ManifestOf(version, marks.Select(BucketEntry.Of));

    public static DatasetManifest ManifestOf(int version, IEnumerable<BucketEntry> buckets, string dataset = "mimic-cxr")
    {
        var entries = buckets.ToList();
        var (written, quarantined) = (entries.Sum(static bucket => bucket.Samples), entries.Sum(static bucket => bucket.Quarantined));
        return new(
            DatasetManifest.SchemaVersion, version, version > 1 ? version - 1 : null, dataset, "id-1", Recipe.ToText(),
            new DatasetCounts(written + quarantined, written, quarantined, new Dictionary<string, long>()),
            new VersionChanges(written, 0, 0, entries.Count, 0, ["first"]), entries, Excluded: null,
            new Dictionary<string, string> { ["dino"] = "aa cpu", ["sat"] = "bb cpu" }, "run-1", "0.1.0", ".NET 10");
    }

    /// <summary>Commits the buckets as the version and returns its manifest as it stands in the store.</summary>
    public static async Task<DatasetManifest> CommitAsync(IBlobStore store, int version, string dataset, params IReadOnlyList<BucketMark> marks)
    {
        var statistics = new ShardStatistics();
        foreach (var mark in marks) statistics.Add(mark.Statistics);
        Assert.True(await DatasetCommit.TryCommitAsync(store, ManifestOf(version, marks.Select(BucketEntry.Of), dataset), statistics));
        return await DatasetManifest.LoadAsync(store, version);
    }

    private static BucketStudy StudyOf(Sample sample) => StudyOf(sample.Study);

    private static BucketStudy StudyOf(string study) => new(study, Sha256.Of(System.Text.Encoding.UTF8.GetBytes(study)));
}

/// <summary>A sample and its encoded images, in the order of its record.</summary>
internal sealed record ShardItem(Sample Sample, IReadOnlyList<ShardImage> Images);
