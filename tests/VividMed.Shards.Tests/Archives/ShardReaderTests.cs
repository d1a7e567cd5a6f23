using VividMed.Shards.Archives;
using VividMed.Shards.Records;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Archives;

public sealed class ShardReaderTests
{
    [Fact]
    public async Task A_stream_of_samples_gives_back_what_was_written()
    {
        using var stream = new MemoryStream(await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")));
        var read = await ShardReader.ReadAsync(stream).ToListAsync();
        Assert.Equal(["s1", "s2"], read.Select(static stored => stored.Sample.Id));
        Assert.Equivalent(TestSamples.Tomogram("s2"), read[1].Sample, strict: true);
        Assert.Equal(TestSamples.Png, read[0].Images["s1.0.png"]);
        Assert.Equal(TestSamples.Nifti, read[1].Images["s2.0.nii.gz"]);
    }

    [Fact]
    public async Task One_sample_is_read_by_ranges_at_the_indexed_offsets()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await store.TryCreateAsync("a.tar", await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")));
        var index = await ShardReader.IndexAsync(store, "a.tar");
        Assert.Equal(["s1.sample.msgpack", "s1.0.png", "s2.sample.msgpack", "s2.0.nii.gz"], index.Select(static member => member.Name));
        var stored = await ShardReader.ReadSampleAsync(store, "a.tar", index, "s2");
        Assert.Equivalent(TestSamples.Tomogram("s2"), stored!.Sample, strict: true);
        Assert.Equal(TestSamples.Nifti, Assert.Single(stored.Images).Value);
        Assert.Null(await ShardReader.ReadSampleAsync(store, "a.tar", index, "s3"));
    }

    [Fact]
    public async Task The_index_is_the_same_whether_the_store_can_seek_or_not()
    {
        var bytes = await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"));
        using var digest = new DigestStream(new MemoryStream(bytes));
        var records = await ShardReader.ReadAsync(digest, withImages: false).ToListAsync();
        Assert.Equal(["s1", "s2"], records.Select(static stored => stored.Sample.Id));
        Assert.All(records, static stored => Assert.Empty(stored.Images));
    }

    [Fact]
    public async Task A_shard_cut_at_any_block_is_refused()
    {
        var whole = await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"));
        for (var length = 0; length < whole.Length - 1024; length += 256)
        {
            using var torn = new MemoryStream(whole, 0, length);
            var refused = await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(torn).ToListAsync());
            Assert.Equal("bad-archive", refused.Code);
        }
    }

    [Fact]
    public async Task A_changed_header_is_noticed_by_its_checksum()
    {
        var shard = await TestSamples.ShardAsync(TestSamples.Radiograph("s1"));
        shard[0] ^= 1;
        using var stream = new MemoryStream(shard);
        Assert.Equal("bad-archive", (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(stream).ToListAsync())).Code);
    }

    [Fact]
    public void A_member_that_claims_more_than_the_archive_holds_costs_no_memory()
    {
        var shard = new byte[UstarHeader.BlockSize];
        UstarHeader.Write(shard, "s1.sample.msgpack", SampleCodec.LargestRecord);
        using var stream = new MemoryStream(shard);
        OneThread.Run(async () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("bad-archive", (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(stream).ToListAsync())).Code);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16L << 20);
        });
    }
}
