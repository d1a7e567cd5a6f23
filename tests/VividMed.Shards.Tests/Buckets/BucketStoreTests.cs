using VividMed.Shards.Buckets;
using VividMed.Shards.Quality;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Buckets;

public sealed class BucketStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public BucketStoreTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    public static BucketMark MarkOf(string key) => new(
        BucketMark.SchemaVersion, key, "train", "recipe", [new("s1", "aa", Replays: 2)], null, null, new ShardStatistics(), [TestBuckets.Quarantined("s1")],
        new Dictionary<string, string> { ["sat"] = "bb cpu", ["dino"] = "aa cpu" });

    [Fact]
    public async Task A_mark_comes_back_as_it_was_written()
    {
        var mark = await WriteAsync();
        var read = await BucketStore.FindWholeAsync(_store, "train", mark.Key);
        Assert.Equivalent(mark, read, strict: true);
        Assert.Equal(mark.ToJson(), read!.ToJson());
        Assert.Null(await BucketStore.FindWholeAsync(_store, "test", mark.Key));
        Assert.Null(await BucketStore.ReadAsync(_store, "train", "other"));
    }

    [Fact]
    public void Equal_marks_are_equal_bytes_in_whatever_order_their_parts_were_collected()
    {
        var mark = MarkOf("k1") with { Studies = [new("s1", "aa"), new("s2", "bb")], Quarantine = [TestBuckets.Quarantined("s1"), TestBuckets.Quarantined("s2")] };
        var shuffled = mark with { Studies = [.. mark.Studies.Reverse()], Quarantine = [.. mark.Quarantine.Reverse()], Models = mark.Models.Reverse().ToDictionary() };
        Assert.Equal(mark.ToJson(), shuffled.ToJson());
    }

    [Fact]
    public async Task A_bucket_is_not_done_while_one_of_its_archives_is_missing_or_cut()
    {
        var mark = await WriteAsync();
        foreach (var file in (ShardFile[])[mark.Records!, mark.Pictures!])
        {
            var whole = (await _store.ReadAllAsync(file.Name))!;
            await _store.WriteAsync(file.Name, whole.AsMemory(1));
            Assert.Null(await BucketStore.FindWholeAsync(_store, "train", mark.Key));
            await _store.DeleteAsync(file.Name);
            Assert.Null(await BucketStore.FindWholeAsync(_store, "train", mark.Key));
            await _store.WriteAsync(file.Name, whole);
        }

        Assert.NotNull(await BucketStore.FindWholeAsync(_store, "train", mark.Key));
    }

    [Fact]
    public async Task A_bucket_of_which_all_is_in_quarantine_is_done_without_archives()
    {
        await BucketStore.PublishAsync(_store, MarkOf("k1"));
        Assert.Equal("bad-image", Assert.Single((await BucketStore.FindWholeAsync(_store, "train", "k1"))!.Quarantine).Reason);
    }

    [Fact]
    public async Task The_mark_that_stands_wins()
    {
        var first = await BucketStore.PublishAsync(_store, MarkOf("k1"));
        var second = await BucketStore.PublishAsync(_store, MarkOf("k1") with { Models = new Dictionary<string, string> { ["dino"] = "aa cuda" } });
        Assert.Equal(first.ToJson(), second.ToJson());
    }

    [Fact]
    public async Task Racing_writers_are_all_told_of_the_same_mark()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => BucketStore.PublishAsync(
            _store, MarkOf("k1") with { Models = new Dictionary<string, string> { ["dino"] = $"aa device {i}" } }))));
        Assert.Single(told.Select(static mark => mark.Models["dino"]).Distinct());
    }

    [Fact]
    public async Task A_mark_whose_archives_are_gone_or_which_is_damaged_is_replaced()
    {
        var mark = await WriteAsync();
        await _store.DeleteAsync(mark.Records!.Name);
        var later = mark with { Records = null, Pictures = null };
        Assert.Null((await BucketStore.PublishAsync(_store, later)).Records);
        Assert.Null((await BucketStore.FindWholeAsync(_store, "train", mark.Key))!.Records);

        await _store.WriteAsync(BucketStore.NameOf("train", mark.Key), "{}"u8.ToArray());
        Assert.Null(await BucketStore.FindWholeAsync(_store, "train", mark.Key));
        Assert.Equal("bad-bucket-mark", (await Assert.ThrowsAsync<ShardException>(() => BucketStore.ReadAsync(_store, "train", mark.Key))).Code);
        await BucketStore.PublishAsync(_store, later);
        Assert.NotNull(await BucketStore.FindWholeAsync(_store, "train", mark.Key));
    }

    [Fact]
    public async Task A_mark_that_names_other_records_than_those_that_are_there_is_replaced()
    {
        var mark = await WriteAsync();
        var wrong = mark with { Records = mark.Records! with { Sha256 = new string('0', 64) } };
        await _store.WriteAsync(BucketStore.NameOf("train", mark.Key), wrong.ToJson());
        Assert.Equal(mark.Records, (await BucketStore.PublishAsync(_store, mark)).Records);
        Assert.Equal(mark.Records, (await BucketStore.ReadAsync(_store, "train", mark.Key))!.Records);
    }

    [Fact]
    public async Task A_mark_of_a_later_release_is_named_as_such_and_not_replaced()
    {
        await _store.WriteAsync(BucketStore.NameOf("train", "k1"), (MarkOf("k1") with { Schema = 2 }).ToJson());
        Assert.Equal("unknown-schema", (await Assert.ThrowsAsync<ShardException>(() => BucketStore.FindWholeAsync(_store, "train", "k1"))).Code);
        Assert.Equal("unknown-schema", (await Assert.ThrowsAsync<ShardException>(() => BucketStore.PublishAsync(_store, MarkOf("k1")))).Code);
    }

    private Task<BucketMark> WriteAsync() =>
        TestBuckets.WriteAsync(_store, "train", TestSamples.Items(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")), TestBuckets.Quarantined("q1"));
}
