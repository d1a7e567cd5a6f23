using System.Text;
using VividMed.Shards.Tests.Layout1;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Versions;

public sealed class DatasetVersionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public DatasetVersionsTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_dataset_has_no_version_and_begins_with_1()
    {
        Assert.Empty(await DatasetVersions.ListAsync(_store));
        Assert.Null(await DatasetVersions.HeadAsync(_store));
        Assert.Equal(1, await DatasetVersions.NextAsync(_store, parent: null));
        Assert.Equal("version-missing", (await Assert.ThrowsAsync<ShardException>(() => VersionReader.LatestAsync(_store))).Code);
    }

    [Fact]
    public async Task Gaps_do_not_hide_later_versions_and_their_numbers_are_not_used_again()
    {
        await TestBuckets.CommitAsync(_store, 2, "mimic-cxr");
        await TestBuckets.CommitAsync(_store, 5, "mimic-cxr");
        Assert.Equal([2, 5], await DatasetVersions.ListAsync(_store));
        Assert.Equal(5, (await DatasetVersions.HeadAsync(_store))!.Version);
        Assert.Equal(5, await VersionReader.LatestAsync(_store));
        Assert.Equal(6, await DatasetVersions.NextAsync(_store, parent: 5));
    }

    [Fact]
    public async Task Numbers_that_layout_1_took_and_never_committed_are_left_alone()
    {
        await OldDataset.CopyToAsync(_store);
        await _store.TryCreateAsync("versions/0002/run.json", "{\"run\":\"abandoned\"}"u8.ToArray());
        Assert.Equal([1], await DatasetVersions.ListAsync(_store));
        Assert.Equal(1, (await DatasetVersions.HeadAsync(_store))!.Version);
        Assert.Equal(3, await DatasetVersions.NextAsync(_store, parent: 1));
    }

    [Fact]
    public async Task Whoever_did_not_see_the_newest_version_is_given_its_number_and_so_loses()
    {
        await TestBuckets.CommitAsync(_store, 1, "mimic-cxr");
        await TestBuckets.CommitAsync(_store, 2, "mimic-cxr");
        Assert.Equal(1, await DatasetVersions.NextAsync(_store, parent: null));
        Assert.Equal(2, await DatasetVersions.NextAsync(_store, parent: 1));
    }

    [Theory]
    [InlineData("versions/0007", 7)]
    [InlineData("versions/0123/train/shard-00000.tar", 123)]
    [InlineData("versions/0000/run.json", null)]
    [InlineData("versions/7/run.json", null)]
    [InlineData("versions/00071", null)]
    [InlineData("versions/+007", null)]
    [InlineData("versions", null)]
    [InlineData("runs/0007", null)]
    public void A_version_is_known_by_the_names_below_it(string name, int? version) => Assert.Equal(version, DatasetLayout.VersionOf(name));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void A_number_that_is_no_version_has_no_place(int version) =>
        Assert.Equal("bad-version", Assert.Throws<ShardException>(() => DatasetLayout.Manifest(version)).Code);

    [Theory]
    [InlineData("", "bad-manifest")]
    [InlineData("null", "bad-manifest")]
    [InlineData("{\"schema\":1}", "bad-manifest")]
    [InlineData("{\"schema\":2}", "bad-manifest")]
    [InlineData("{\"schema\":3}", "unknown-schema")]
    [InlineData("[[[[", "bad-manifest")]
    public void A_damaged_manifest_is_refused(string json, string code) =>
        Assert.Equal(code, Assert.Throws<ShardException>(() => DatasetManifest.Parse(Encoding.UTF8.GetBytes(json))).Code);
}
