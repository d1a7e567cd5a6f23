using System.Text;
using System.Text.Json.Nodes;
using VividMed.Shards.Publishing;
using VividMed.Shards.Quality;
using VividMed.Shards.Tests.Versions;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Publishing;

public sealed class DatasetCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public DatasetCommitTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_repeated_run_finds_its_own_version_and_writes_nothing()
    {
        var first = await TestVersions.CommitAsync(_store);
        var before = Snapshot();
        var (again, statistics) = await TestVersions.PublishAsync(_store);
        Assert.Equal(first.Version, again.Version);
        Assert.False(await DatasetCommit.CommitAsync(_store, again, statistics));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Another_run_gets_the_next_version()
    {
        Assert.Equal(1, (await TestVersions.CommitAsync(_store, "run-1")).Version);
        Assert.Equal(2, (await TestVersions.CommitAsync(_store, "run-2")).Version);
        Assert.Equal([1, 2], await DatasetVersions.ListAsync(_store));
    }

    [Fact]
    public async Task Racing_runs_get_numbers_of_their_own_without_gaps()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => DatasetVersions.ClaimAsync(_store, $"run-{i % 12}"))));
        Assert.Equal(Enumerable.Range(1, 12), numbers.Distinct().Order());
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(numbers[i], numbers[i + 12]));
    }

    [Fact]
    public async Task Counts_that_do_not_close_are_refused_before_anything_is_written()
    {
        var (manifest, statistics) = await TestVersions.PublishAsync(_store);
        var refused = await Assert.ThrowsAsync<ShardException>(
            () => DatasetCommit.CommitAsync(_store, manifest with { Counts = manifest.Counts with { Planned = 99 } }, statistics));
        Assert.Equal("counts-do-not-close", refused.Code);
        Assert.Empty(await DatasetVersions.ListAsync(_store));
        Assert.Null(await _store.GetPropertiesAsync("versions/0001/README.md"));
    }

    [Fact]
    public async Task A_manifest_never_names_a_shard_that_is_not_there()
    {
        var (manifest, statistics) = await TestVersions.PublishAsync(_store);
        await _store.DeleteAsync(manifest.NameOf(manifest.Shards[0]));
        Assert.Equal("shard-missing", (await Assert.ThrowsAsync<ShardException>(() => DatasetCommit.CommitAsync(_store, manifest, statistics))).Code);
    }

    [Fact]
    public async Task A_number_of_another_run_is_refused()
    {
        var (manifest, statistics) = await TestVersions.PublishAsync(_store);
        Assert.Equal("version-taken", (await Assert.ThrowsAsync<ShardException>(
            () => DatasetCommit.CommitAsync(_store, manifest with { Run = "run-9" }, statistics))).Code);
    }

    [Fact]
    public async Task The_manifest_comes_back_and_its_bytes_do_not_depend_on_the_order_of_collection()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        Assert.Equivalent(manifest, await DatasetManifest.LoadAsync(_store, 1), strict: true);
        var shuffled = manifest with { Shards = [.. manifest.Shards.Reverse()], Models = manifest.Models.Reverse().ToDictionary() };
        Assert.Equal(manifest.ToJson(), shuffled.ToJson());
    }

    [Theory]
    [InlineData("", "bad-manifest")]
    [InlineData("null", "bad-manifest")]
    [InlineData("{\"schema\":1}", "bad-manifest")]
    [InlineData("[[[[", "bad-manifest")]
    public void A_damaged_manifest_is_refused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<ShardException>(() => DatasetManifest.Parse(Encoding.UTF8.GetBytes(json))).Code);

    [Fact]
    public async Task The_card_shows_the_counts_and_the_yield_of_every_target()
    {
        await TestVersions.CommitAsync(_store);
        var card = Encoding.UTF8.GetString((await _store.ReadAllAsync("versions/0001/README.md"))!);
        Assert.Contains("Of 6 planned studies 3 were written, 1 quarantined and 2 excluded.", card, StringComparison.Ordinal);
        Assert.Contains("| pleural effusion | 2 | 2 | 100.0 % |", card, StringComparison.Ordinal);
        Assert.Contains("| pneumothorax | 2 | 0 | 0.0 % |", card, StringComparison.Ordinal);
        Assert.Contains("| absent | 2 |", card, StringComparison.Ordinal);
        Assert.Contains("    path: train/*.tar", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Croissant_file_names_every_shard_with_its_digest()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        var root = JsonNode.Parse((await _store.ReadAllAsync("versions/0001/croissant.json"))!)!;
        Assert.Equal("http://mlcommons.org/croissant/1.0", (string?)root["conformsTo"]);
        var files = root["distribution"]!.AsArray().Where(static node => (string?)node!["@type"] == "cr:FileObject").ToList();
        Assert.Equal(manifest.Shards.Select(static shard => (shard.Name, shard.Sha256)), files.Select(static file => ((string)file!["contentUrl"]!, (string)file["sha256"]!)));
    }

    [Fact]
    public async Task The_quality_report_reads_back_as_the_statistics_of_the_shards()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        var read = CanonicalJson.Read<ShardStatistics>((await _store.ReadAllAsync("versions/0001/quality.json"))!, "bad", "quality");
        var collected = await ShardStatistics.CollectAsync(_store, manifest);
        Assert.Equal(CanonicalJson.Write(collected), CanonicalJson.Write(read));
        Assert.Equal((3L, 5L, 3L), (read.Samples, read.Phrases, read.Regions));
        Assert.Equal(new TargetYield(1, 1), read.Targets["anatomy/heart"]);
    }

    private IEnumerable<(string, DateTime, long)> Snapshot() =>
        [.. new DirectoryInfo(_folder.Root).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(static file => file.FullName).Select(static file => (file.FullName, file.LastWriteTimeUtc, file.Length))];
}
