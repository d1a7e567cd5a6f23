using System.Text;
using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Fingerprints;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Duplicates;

/// <summary>What a version says of images that look alike.</summary>
public sealed class DuplicateReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public DuplicateReportTests() => _store = new LocalBlobStore(_folder.Path("out"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Groups_are_counted_by_what_they_lie_across_and_those_across_splits_come_first()
    {
        var finder = new DuplicateFinder();
        finder.Add("train", Fingerprint.Method, new("s1", "p1", [Look(1), Look(1)]));
        finder.Add("train", Fingerprint.Method, new("s2", "p2", [Look(2)]));
        finder.Add("train", Fingerprint.Method, new("s3", "p2", [Look(2), null]));
        finder.Add("train", Fingerprint.Method, new("s4", "p3", [Look(3)]));
        finder.Add("test", Fingerprint.Method, new("s5", "p4", [Look(3), Look(4)]));
        finder.Add("test", Fingerprint.Method, new("s6", "p5", [Look(4)]));
        finder.Add("test", "another method", new("s7", "p6", [Look(4)]));

        var report = DuplicateReport.Of(finder)!;

        Assert.Equal((8, 2, 6), (report.Images, report.Unmeasured, report.Studies));
        Assert.Equal(new DuplicateCounts(WithinStudy: 1, WithinPatient: 1, AcrossPatients: 2, AcrossSplits: 1), report.Groups);
        Assert.Equal(["s4 s5", "s5 s6", "s2 s3", "s1"], report.Listed.Select(static group => string.Join(' ', group.Studies)));
        Assert.Equal(["test", "train"], report.Listed[0].Splits);
    }

    [Fact]
    public void An_image_that_thousands_of_studies_share_is_one_group_of_which_some_are_named()
    {
        var finder = new DuplicateFinder();
        for (var i = 0; i < 5000; i++) finder.Add("train", Fingerprint.Method, new($"s{i:D4}", $"p{i:D4}", [Look(1)]));

        var report = DuplicateReport.Of(finder)!;

        Assert.Equal((5000, 5000, DuplicateReport.MostStudies), (report.Studies, report.Listed.Single().Patients, report.Listed.Single().Studies.Count));
    }

    [Fact]
    public async Task A_version_tells_them_in_its_card_its_quality_report_and_its_statistics_without_those_in_quarantine()
    {
        var (one, two, three) = (Item("1", "train"), Item("2", "train"), Item("3", "test"));
        var first = await WriteAsync("train", [one, two], [("1", 1), ("2", 2)]);
        var second = await WriteAsync("test", [three], [("3", 1), ("lost", 2)], TestBuckets.Quarantined("lost"));
        var statistics = new ShardStatistics { Duplicates = MarkFindings.DuplicatesOf([first, second]) };
        var manifest = TestBuckets.ManifestOf(1, first, second);
        Assert.True(await DatasetCommit.TryCommitAsync(_store, manifest, statistics, Token));

        var groups = statistics.Duplicates!.Groups;
        Assert.Equal(new DuplicateCounts(0, 0, 1, 1), groups);
        var card = Encoding.UTF8.GetString((await _store.ReadAllAsync($"{DatasetLayout.Version(1)}/README.md", cancellationToken: Token))!);
        Assert.Contains("| of all, across splits | 1 |", card, StringComparison.Ordinal);
        Assert.Contains("1 groups lie in several splits", card, StringComparison.Ordinal);
        var quality = Encoding.UTF8.GetString((await _store.ReadAllAsync($"{DatasetLayout.Version(1)}/quality.json", cancellationToken: Token))!);
        Assert.Contains("\"acrossSplits\": 1", quality, StringComparison.Ordinal);
        Assert.DoesNotContain("patient-of", quality, StringComparison.Ordinal);
        Assert.Equal(groups, (await VersionReader.MeasureAsync(_store, manifest, Token)).Duplicates!.Groups);
    }

    [Fact]
    public async Task A_bucket_of_an_earlier_release_has_images_that_were_not_compared()
    {
        var old = await TestBuckets.WriteAsync(_store, "train", [Item("1", "train")]);
        var now = await WriteAsync("train", [Item("2", "train")], [("2", 1)]);

        Assert.Null(old.Fingerprints);
        Assert.Equal((1, old.Statistics.Images), MarkFindings.DuplicatesOf([old, now]) is { } report ? (report.Images, report.Unmeasured) : default);
        Assert.Null(MarkFindings.DuplicatesOf([old]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The bucket with what its studies' images look like, by a number each.</summary>
    private async Task<BucketMark> WriteAsync(
        string split, IReadOnlyList<ShardItem> items, (string Study, int Look)[] looks, params IReadOnlyList<QuarantinedStudy> quarantine)
    {
        var mark = await TestBuckets.WriteAsync(_store, split, items, quarantine) with
        {
            Fingerprints = new(Fingerprint.Method, [.. looks.Select(static study => new StudyFingerprints(study.Study, $"patient-of-{study.Study}", [Look(study.Look)]))]),
        };
        await _store.DeleteAsync(BucketStore.NameOf(mark.Split, mark.Key), Token);
        await BucketStore.PublishAsync(_store, mark, Token);
        return (await BucketStore.ReadAsync(_store, mark.Split, mark.Key, Token))!;
    }

    private static ShardItem Item(string study, string split) => TestSamples.Item(TestSamples.Radiograph(study, split));

    private static Fingerprint Look(int number)
    {
        var pixels = new byte[64 * 64];
        new Random(number).NextBytes(pixels);
        return PictureFingerprint.Of(new GrayImage(64, 64, pixels))!.Value;
    }
}
