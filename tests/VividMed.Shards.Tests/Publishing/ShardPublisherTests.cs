using VividMed.Shards.Publishing;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Publishing;

public sealed class ShardPublisherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public ShardPublisherTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shard_lies_under_its_version_split_and_partition()
    {
        var written = await WriteAsync("s1");
        Assert.True(written.Created);
        Assert.Equal("train/shard-00007.tar", written.Entry.Name);
        Assert.Equal(written.Entry.Sha256, await _store.GetSha256Async("versions/0001/train/shard-00007.tar"));
    }

    [Fact]
    public async Task Writing_it_again_changes_nothing()
    {
        var first = await WriteAsync("s1");
        var before = await _store.GetPropertiesAsync("versions/0001/train/shard-00007.tar");
        var second = await WriteAsync("s1");
        Assert.False(second.Created);
        Assert.Equal(first.Entry, second.Entry);
        Assert.Equal(before, await _store.GetPropertiesAsync("versions/0001/train/shard-00007.tar"));
    }

    [Fact]
    public async Task Other_content_under_the_same_name_is_an_error_that_names_both_digests()
    {
        var first = await WriteAsync("s1");
        var other = Sha256.Of(await TestSamples.ShardAsync(TestSamples.Radiograph("s2")));
        var refused = await Assert.ThrowsAsync<StorageException>(() => WriteAsync("s2"));
        Assert.Equal("digest-conflict", refused.Code);
        Assert.Contains(first.Entry.Sha256, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Racing_writers_of_the_same_shard_agree()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync("s1"))));
        Assert.Single(written, static shard => shard.Created);
        Assert.Single(written.Select(static shard => shard.Entry).Distinct());
    }

    [Fact]
    public async Task A_source_that_fails_leaves_no_shard_and_its_own_error()
    {
        async IAsyncEnumerable<ShardItem> Broken()
        {
            yield return TestSamples.Item(TestSamples.Radiograph("s1"));
            await Task.Yield();
            throw new ShardException("source-broke", "the source broke");
        }

        var failure = await Assert.ThrowsAsync<ShardException>(() => ShardPublisher.WriteAsync(_store, 1, "train", 7, Broken()));
        Assert.Equal("source-broke", failure.Code);
        Assert.Empty(await _store.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task A_sample_of_another_split_is_refused() =>
        Assert.Equal("wrong-place", (await Assert.ThrowsAsync<ShardException>(
            () => ShardPublisher.WriteAsync(_store, 1, "test", 0, TestSamples.Items(TestSamples.Radiograph("s1"))))).Code);

    [Fact]
    public async Task A_store_that_fails_ends_the_making_too()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ShardPublisher.WriteAsync(_store, 1, "train", 0, TestSamples.Items(TestSamples.Radiograph("s1")), cancelled.Token));
        Assert.Empty(await _store.ListAsync("").ToListAsync());
    }

    private Task<WrittenShard> WriteAsync(string id) =>
        ShardPublisher.WriteAsync(_store, 1, "train", 7, TestSamples.Items(TestSamples.Radiograph(id)));
}
