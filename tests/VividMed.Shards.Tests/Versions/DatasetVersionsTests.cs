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
    public async Task A_number_that_another_run_takes_in_the_same_moment_is_left_to_it()
    {
        var store = new StoreWithRival(_store, () => DatasetVersions.ClaimAsync(_store, "rival"));
        Assert.Equal(2, await DatasetVersions.ClaimAsync(store, "run"));
        Assert.Equal(1, await DatasetVersions.ClaimAsync(_store, "rival"));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_on_the_way_is_known_as_ones_own()
    {
        // The store made the blob, the connection broke, and the client's second try finds the name taken: by itself.
        var store = new StoreWithRival(_store, () => DatasetVersions.ClaimAsync(_store, "run"));
        Assert.Equal(1, await DatasetVersions.ClaimAsync(store, "run"));
    }

    [Fact]
    public async Task A_repeated_run_finds_its_number_behind_those_of_others_and_takes_no_new_one()
    {
        foreach (var run in (string[])["a", "b", "c"]) await DatasetVersions.ClaimAsync(_store, run);
        Assert.Equal(2, await DatasetVersions.ClaimAsync(_store, "b"));
        Assert.Equal(4, await DatasetVersions.ClaimAsync(_store, "d"));
    }

    [Fact]
    public async Task A_damaged_claim_is_named_and_not_passed_over()
    {
        await _store.WriteAsync(DatasetLayout.Owner(1), "{}"u8.ToArray());
        var refused = await Assert.ThrowsAsync<ShardException>(() => DatasetVersions.ClaimAsync(_store, "run"));
        Assert.Equal("bad-version-owner", refused.Code);
        Assert.Contains("versions/0001/run.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claimed_versions_that_were_never_committed_are_passed_over()
    {
        Assert.Empty(await DatasetVersions.ListAsync(_store));
        Assert.Equal("version-missing", (await Assert.ThrowsAsync<ShardException>(() => VersionReader.LatestAsync(_store))).Code);
        await DatasetVersions.ClaimAsync(_store, "abandoned");
        await TestVersions.CommitAsync(_store, "second");
        await DatasetVersions.ClaimAsync(_store, "under way");
        Assert.Equal([2], await DatasetVersions.ListAsync(_store));
        Assert.Equal(2, await VersionReader.LatestAsync(_store));
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

    /// <summary>Lets something happen in the moment between a question and the creation that follows from its answer.</summary>
    private sealed class StoreWithRival(IBlobStore store, Func<Task> beforeCreate) : IBlobStore
    {
        public string DisplayName => store.DisplayName;

        public async Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default)
        {
            await beforeCreate();
            return await store.TryCreateAsync(name, content, cancellationToken);
        }

        public Task<string?> WriteAsync(string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default) =>
            store.WriteAsync(name, content, ifMatch, cancellationToken);

        public Task<Stream?> OpenReadAsync(string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
            store.OpenReadAsync(name, offset, length, cancellationToken);

        public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default) =>
            store.GetPropertiesAsync(name, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            store.ListAsync(prefix, cancellationToken);

        public IAsyncEnumerable<BlobEntry> ListEntriesAsync(string prefix, CancellationToken cancellationToken = default) =>
            store.ListEntriesAsync(prefix, cancellationToken);

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
            store.DeleteAsync(name, cancellationToken);
    }
}
