using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Records;
using VividMed.Shards.Tests.Layout1;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Archives;

public sealed class ShardReaderTests
{
    /// <summary>One with an id that cannot be a member's name as it is, and one whose names are too long for a header.</summary>
    private static readonly Sample[] Samples =
        [.. new[] { TestSamples.Radiograph("a.b/c %"), TestSamples.Tomogram("s2"), TestSamples.Radiograph(new string('z', 180) + ".") }.OrderBy(static sample => sample.Id, SampleKey.Order)];

    [Fact]
    public async Task Records_and_pictures_in_two_archives_come_together_in_step()
    {
        using var records = new MemoryStream(await TestArchives.RecordsAsync(Samples));
        using var pictures = new MemoryStream(await TestArchives.PicturesAsync(Samples));
        AssertWhole(await ShardReader.ReadAsync(records, pictures).ToListAsync());
    }

    [Fact]
    public async Task Records_and_pictures_in_one_archive_come_together_too()
    {
        using var both = new MemoryStream(await TestArchives.TogetherAsync(Samples));
        AssertWhole(await ShardReader.ReadAsync(both).ToListAsync());
    }

    [Fact]
    public async Task An_archive_of_layout_1_gives_records_and_pictures()
    {
        using var archive = new MemoryStream(await OldDataset.ReadAsync(OldDataset.Train));
        var read = await ShardReader.ReadAsync(archive).ToListAsync();
        Assert.Equal(["s1", "s2"], read.Select(static stored => stored.Sample.Id));
        Assert.Equal(TestSamples.Png, read[0].Images["s1.0.png"]);
        Assert.Equal(TestSamples.Nifti, read[1].Images["s2.0.nii.gz"]);
    }

    [Fact]
    public async Task Records_alone_are_read_without_a_look_at_the_pictures()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await store.TryCreateAsync("records", await TestArchives.RecordsAsync(Samples));
        var read = await ShardReader.ReadAsync(store, "records", pictures: "nowhere", withImages: false).ToListAsync();
        Assert.Equal(Samples.Length, read.Count);
        Assert.All(read, static stored => Assert.Empty(stored.Images));
        Assert.Equal(
            "shard-missing",
            (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(store, "records", "nowhere").ToListAsync())).Code);
    }

    [Fact]
    public async Task Pictures_of_other_samples_are_refused()
    {
        Assert.Equal("pictures-mismatch", await RefusalAsync(Samples, Samples[1..]));
        Assert.Equal("pictures-mismatch", await RefusalAsync(Samples, Samples[..^1]));
        Assert.Equal("pictures-mismatch", await RefusalAsync(Samples[..^1], Samples));
        Assert.Equal("pictures-mismatch", await RefusalAsync(Samples, [.. Samples.Reverse()]));
    }

    [Fact]
    public async Task One_sample_is_read_by_ranges_wherever_its_members_lie()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await store.TryCreateAsync("records", await TestArchives.RecordsAsync(Samples));
        await store.TryCreateAsync("pictures", await TestArchives.PicturesAsync(Samples));
        await store.TryCreateAsync("old", await OldDataset.ReadAsync(OldDataset.Train));
        var index = await ShardIndex.ReadAsync(store, "records", "pictures");
        foreach (var sample in Samples)
        {
            var stored = await index.ReadSampleAsync(sample.Id);
            Assert.Equivalent(sample, stored!.Sample, strict: true);
            Assert.Equal(sample.Images[0].Member, Assert.Single(stored.Images).Key);
            Assert.Equivalent(sample, await index.ReadRecordAsync(sample.Id), strict: true);
            Assert.Equal(Assert.Single(stored.Images).Value, await index.ReadImageAsync(sample.Id, sample.Images[0].Member));
            Assert.Null(await index.ReadImageAsync(sample.Id, "another"));
        }

        Assert.Null(await index.ReadSampleAsync("s3"));
        Assert.Null(await index.ReadRecordAsync("s3"));
        Assert.Null(await index.ReadImageAsync("s3", Samples[0].Images[0].Member));
        var old = await ShardIndex.ReadAsync(store, "old");
        Assert.Equal(["s1.sample.msgpack", "s1.0.png", "s2.sample.msgpack", "s2.0.nii.gz"], old.Members.Select(static member => member.Name));
        Assert.Equal(TestSamples.Nifti, Assert.Single((await old.ReadSampleAsync("s2"))!.Images).Value);
    }

    [Fact]
    public async Task A_store_that_cannot_seek_gives_the_same()
    {
        using var records = new DigestStream(new MemoryStream(await TestArchives.RecordsAsync(Samples)));
        using var pictures = new DigestStream(new MemoryStream(await TestArchives.PicturesAsync(Samples)));
        AssertWhole(await ShardReader.ReadAsync(records, pictures).ToListAsync());
    }

    [Fact]
    public async Task An_archive_cut_at_any_block_is_refused()
    {
        var whole = await TestArchives.TogetherAsync(Samples);
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
        var shard = await TestArchives.RecordsAsync(Samples);
        shard[0] ^= 1;
        using var stream = new MemoryStream(shard);
        Assert.Equal("bad-archive", (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(stream).ToListAsync())).Code);
    }

    [Fact]
    public async Task What_is_wrong_in_a_store_is_told_with_the_archive_that_it_is_in()
    {
        using var folder = new TemporaryFolder();
        var store = new LocalBlobStore(folder.Root);
        await store.TryCreateAsync("records/train/a.tar", await TestArchives.OfAsync(("s2.msg", SampleCodec.Encode(TestSamples.Radiograph("s1")))));

        var refused = await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(store, "records/train/a.tar").ToListAsync());

        Assert.Equal("bad-record", refused.Code);
        Assert.StartsWith($"records/train/a.tar in {store.DisplayName} is damaged: s2.msg holds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_under_the_name_of_another_id_is_refused()
    {
        using var stream = new MemoryStream(await TestArchives.OfAsync(("s2.msg", SampleCodec.Encode(TestSamples.Radiograph("s1")))));
        Assert.Equal("bad-record", (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(stream).ToListAsync())).Code);
    }

    [Fact]
    public void A_member_that_claims_more_than_the_archive_holds_costs_no_memory()
    {
        var shard = new byte[UstarHeader.BlockSize];
        UstarHeader.Write(shard, "s1.msg", SampleCodec.LargestRecord);
        using var stream = new MemoryStream(shard);
        OneThread.Run(async () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal("bad-archive", (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(stream).ToListAsync())).Code);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16L << 20);
        });
    }

    private static void AssertWhole(List<StoredSample> read)
    {
        Assert.Equivalent(Samples, read.Select(static stored => stored.Sample).ToArray(), strict: true);
        foreach (var stored in read)
        {
            var image = stored.Sample.Images[0];
            Assert.Equal(image.Depth > 1 ? TestSamples.Nifti : TestSamples.Png, stored.Images[image.Member]);
        }
    }

    private static async Task<string> RefusalAsync(Sample[] recorded, Sample[] pictured)
    {
        using var records = new MemoryStream(await TestArchives.RecordsAsync(recorded));
        using var pictures = new MemoryStream(await TestArchives.PicturesAsync(pictured));
        return (await Assert.ThrowsAsync<ShardException>(async () => await ShardReader.ReadAsync(records, pictures).ToListAsync())).Code;
    }
}
