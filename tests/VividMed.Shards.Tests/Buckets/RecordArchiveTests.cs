using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Shards.Archives;
using VividMed.Shards.Buckets;
using VividMed.Storage.Stores;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Buckets;

public sealed class RecordArchiveTests : IDisposable
{
    /// <summary>Changes only with the record's schema or the archive's layout, and then on purpose.</summary>
    private const string GoldenDigest = "ddaad1ad20574143305febbbb2848645c94e369733820a5f1d49ad7ba89ffcda";

    private const string Name = "records/train/k1.tar";

    private static readonly Sample[] Samples = [TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")];

    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public RecordArchiveTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_bytes_of_known_records_are_the_published_ones_in_whatever_order_they_come()
    {
        var written = await WriteAsync([.. Samples.Reverse()]);
        Assert.Equal((Name, GoldenDigest, false), (written.File.Name, written.File.Sha256, written.Adopted));
        Assert.Equal(GoldenDigest, await _store.GetSha256Async(Name));
        Assert.Equal((2L, 3L, 2L), (written.Statistics.Samples, written.Statistics.Phrases, written.Statistics.Regions));
    }

    [Fact]
    public async Task Writing_them_again_changes_nothing()
    {
        var first = await WriteAsync(Samples);
        var before = await _store.GetPropertiesAsync(Name);
        var second = await WriteAsync(Samples);
        Assert.Equal((first.File, false), (second.File, second.Adopted));
        Assert.Equal(before, await _store.GetPropertiesAsync(Name));
    }

    [Fact]
    public async Task Other_bytes_of_the_same_samples_are_adopted_with_their_own_digest_and_statistics()
    {
        // Another machine's device gave another score: the result that stands is as good as ours.
        var theirs = await WriteAsync([Samples[0] with { Regions = [], Phrases = [], Questions = [] }, Samples[1]]);
        var ours = await WriteAsync(Samples);
        Assert.True(ours.Adopted);
        Assert.Equal(theirs.File, ours.File);
        Assert.Equal(CanonicalJson.Write(theirs.Statistics), CanonicalJson.Write(ours.Statistics));
    }

    [Fact]
    public async Task What_cannot_be_read_is_replaced()
    {
        var first = await WriteAsync(Samples);
        var whole = (await _store.ReadAllAsync(Name))!;
        await _store.WriteAsync(Name, whole.AsMemory(0, whole.Length / 2));
        Assert.Equal(first.File, (await WriteAsync(Samples)).File);
        Assert.Equal(whole, await _store.ReadAllAsync(Name));
    }

    [Fact]
    public async Task Records_of_other_samples_are_replaced_as_long_as_no_mark_names_them()
    {
        await WriteAsync(Samples[..1]);
        Assert.False((await WriteAsync(Samples)).Adopted);
        Assert.Equal(GoldenDigest, await _store.GetSha256Async(Name));
    }

    [Fact]
    public async Task Records_that_a_mark_names_stay()
    {
        var theirs = await WriteAsync(Samples[..1]);
        await BucketStore.PublishAsync(_store, BucketStoreTests.MarkOf("k1") with { Records = theirs.File, Statistics = theirs.Statistics });
        var ours = await WriteAsync(Samples);
        Assert.Equal((theirs.File, true), (ours.File, ours.Adopted));
    }

    [Fact]
    public async Task Racing_writers_of_the_same_samples_agree()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(Samples))));
        Assert.Single(written.Select(static records => records.File).Distinct());
    }

    [Fact]
    public async Task Unsound_samples_are_refused_and_nothing_is_left_behind()
    {
        var sample = Samples[0];
        Assert.Equal("span-mismatch", await RefusalAsync(sample with { Report = sample.Report with { Text = "Large" + sample.Report.Text[5..].ToUpperInvariant() } }));
        Assert.Equal("duplicate-region", await RefusalAsync(sample with { Regions = [.. sample.Regions, sample.Regions[0] with { Grade = Grade.C }] }));
        Assert.Equal("box-not-hull", await RefusalAsync(Samples[1] with { Regions = [Samples[1].Regions[0] with { Mask = new RunLengthMask(4, 3, 2, [24]) }] }));
        Assert.Equal("bad-sample-id", await RefusalAsync(sample with { Id = "" }));
        Assert.Equal("wrong-place", await RefusalAsync(TestSamples.Radiograph("s1", "test")));
        Assert.Equal("samples-out-of-order", await RefusalAsync(sample, sample));
        Assert.Equal("empty-archive", await RefusalAsync());
        Assert.DoesNotContain(new DirectoryInfo(_folder.Root).EnumerateFiles("*", SearchOption.AllDirectories), static file => file.Length > 0);
    }

    [Theory]
    [InlineData("s 1.0, äöü/../x")]
    [InlineData("-rf")]
    [InlineData("1.2.840.113619.2.55.3.604688119.971.1234567890.1234567890.1234567890.1234567890.1234567890.1234567890.1234567890")]
    public async Task Any_id_is_written_and_read_again(string id)
    {
        await WriteAsync([TestSamples.Radiograph(id)]);
        var read = Assert.Single(await ShardReader.ReadAsync(_store, Name).ToListAsync());
        Assert.Equal(id, read.Sample.Id);
    }

    private Task<WrittenRecords> WriteAsync(Sample[] samples) => RecordArchive.PublishAsync(_store, "train", "k1", samples);

    private async Task<string> RefusalAsync(params Sample[] samples) => (await Assert.ThrowsAsync<ShardException>(() => WriteAsync(samples))).Code;
}
