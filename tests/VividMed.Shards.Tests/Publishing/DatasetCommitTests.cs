using System.Text;
using System.Text.Json.Nodes;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Publishing;

public sealed class DatasetCommitTests : IAsyncLifetime
{
    private static readonly string[] Pages = ["versions/0001/README.md", "versions/0001/croissant.json", "versions/0001/quality.json"];

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;
    private readonly ShardStatistics _statistics = new();
    private DatasetManifest _manifest = null!;

    public DatasetCommitTests() => _store = new LocalBlobStore(_folder.Root);

    public async ValueTask InitializeAsync()
    {
        var train = await TestBuckets.WriteAsync(
            _store, "train", TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")), TestBuckets.Quarantined("q1"));
        var validate = await TestBuckets.WriteAsync(_store, "validate", TestSamples.Items(TestSamples.Radiograph("s3", "validate")));
        _statistics.Add(train.Statistics);
        _statistics.Add(validate.Statistics);
        var manifest = TestBuckets.ManifestOf(1, train, validate);
        _manifest = manifest with
        {
            Excluded = await ExclusionList.PublishAsync(_store, [new("e1", "no-frontal-view"), new("e2", "no-frontal-view")]),
            Counts = manifest.Counts with { Planned = 6, Excluded = new Dictionary<string, long> { ["no-frontal-view"] = 2 } },
        };
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_version_comes_back_and_its_bytes_do_not_depend_on_the_order_of_collection()
    {
        Assert.True(await CommitAsync(_manifest));
        var read = await DatasetManifest.LoadAsync(_store, 1);
        var shuffled = _manifest with { Buckets = [.. _manifest.Buckets.Reverse()], Models = _manifest.Models.Reverse().ToDictionary() };
        Assert.Equal(read.ToJson(), shuffled.ToJson());
        Assert.Equal(read.ToJson(), await _store.ReadAllAsync("versions/0001/manifest.json"));
        Assert.Equal(["train", "validate"], read.Buckets.Select(static bucket => bucket.Split));
    }

    [Fact]
    public async Task The_same_commit_again_is_the_one_that_stands_and_writes_nothing()
    {
        Assert.True(await CommitAsync(_manifest));
        var before = Snapshot();
        Assert.True(await CommitAsync(_manifest));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_number_that_was_taken_meanwhile_is_left_to_its_owner()
    {
        Assert.True(await CommitAsync(_manifest));
        var before = Snapshot();
        Assert.False(await CommitAsync(_manifest with { Run = "run-2" }));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Of_racing_commits_of_a_number_one_wins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => CommitAsync(_manifest with { Run = $"run-{i}" }))));
        var winner = Assert.Single(Enumerable.Range(0, 12), i => answers[i]);
        Assert.Equal($"run-{winner}", (await DatasetManifest.LoadAsync(_store, 1)).Run);
    }

    [Fact]
    public async Task Counts_that_do_not_close_are_refused_before_anything_is_written()
    {
        foreach (var counts in (DatasetCounts[])[_manifest.Counts with { Planned = 99 }, _manifest.Counts with { Written = 2, Planned = 5 }, _manifest.Counts with { Quarantined = 0, Planned = 5 }])
        {
            var refused = await Assert.ThrowsAsync<ShardException>(() => CommitAsync(_manifest with { Counts = counts }));
            Assert.Equal("counts-do-not-close", refused.Code);
        }

        Assert.Empty(await _store.ListAsync("versions/").ToListAsync());
    }

    [Fact]
    public async Task A_manifest_never_names_a_file_that_is_not_there_or_is_cut()
    {
        foreach (var file in _manifest.Archives().Append(_manifest.Excluded!).ToList())
        {
            var whole = (await _store.ReadAllAsync(file.Name))!;
            await _store.WriteAsync(file.Name, whole.AsMemory(1));
            Assert.Equal("length-mismatch", (await Assert.ThrowsAsync<ShardException>(() => CommitAsync(_manifest))).Code);
            await _store.DeleteAsync(file.Name);
            Assert.Equal("shard-missing", (await Assert.ThrowsAsync<ShardException>(() => CommitAsync(_manifest))).Code);
            await _store.WriteAsync(file.Name, whole);
        }

        Assert.Empty(await DatasetVersions.ListAsync(_store));
    }

    [Fact]
    public async Task Pages_that_are_missing_are_written_again_as_they_were()
    {
        await CommitAsync(_manifest);
        foreach (var page in Pages)
        {
            var written = await _store.ReadAllAsync(page);
            await _store.DeleteAsync(page);
            await DatasetCommit.CompletePagesAsync(_store, await DatasetManifest.LoadAsync(_store, 1), _statistics);
            Assert.Equal(written, await _store.ReadAllAsync(page));
        }
    }

    [Fact]
    public async Task The_card_shows_the_counts_and_the_yield_of_every_target()
    {
        await CommitAsync(_manifest);
        var card = Encoding.UTF8.GetString((await _store.ReadAllAsync("versions/0001/README.md"))!);
        Assert.Contains("Of 6 planned studies 3 were written, 1 quarantined and 2 excluded.", card, StringComparison.Ordinal);
        Assert.Contains("| pleural effusion | 2 | 2 | 100.0 % |", card, StringComparison.Ordinal);
        Assert.Contains("| pneumothorax | 2 | 0 | 0.0 % |", card, StringComparison.Ordinal);
        Assert.Contains("| absent | 2 |", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Croissant_file_leads_to_every_archive_and_tells_its_digest()
    {
        await CommitAsync(_manifest);
        var root = JsonNode.Parse((await _store.ReadAllAsync("versions/0001/croissant.json"))!)!;
        Assert.Equal("http://mlcommons.org/croissant/1.0", (string?)root["conformsTo"]);
        var files = root["distribution"]!.AsArray().Where(static node => (string?)node!["@type"] == "cr:FileObject").ToList();
        Assert.Equal(4, files.Count);
        foreach (var file in files)
        {
            var path = _folder.Path("versions", "0001", (string)file!["contentUrl"]!);
            Assert.Equal((string?)file["sha256"], Storage.Streams.Sha256.Of(await File.ReadAllBytesAsync(path)));
        }
    }

    [Fact]
    public async Task The_quality_report_reads_back_as_the_statistics_of_the_samples()
    {
        await CommitAsync(_manifest);
        var read = CanonicalJson.Read<ShardStatistics>((await _store.ReadAllAsync("versions/0001/quality.json"))!, "bad", "quality");
        var counted = await VersionReader.CountAsync(_store, await DatasetManifest.LoadAsync(_store, 1));
        Assert.Equal(CanonicalJson.Write(counted), CanonicalJson.Write(read));
        Assert.Equal((3L, 5L, 3L), (read.Samples, read.Phrases, read.Regions));
        Assert.Equal(new TargetYield(1, 1), read.Targets["anatomy/heart"]);
    }

    private Task<bool> CommitAsync(DatasetManifest manifest) => DatasetCommit.TryCommitAsync(_store, manifest, _statistics);

    private IEnumerable<(string, DateTime, long)> Snapshot() =>
        [.. new DirectoryInfo(_folder.Path("versions")).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(static file => file.FullName).Select(static file => (file.FullName, file.LastWriteTimeUtc, file.Length))];
}
