using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Shards.Archives;
using VividMed.Shards.Quality;
using VividMed.Shards.Records;
using VividMed.Shards.Tests.Versions;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Quality;

public sealed class ShardVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBlobStore _store;

    public ShardVerifierTests() => _store = new LocalBlobStore(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_committed_version_is_sound()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        var report = await VerifyAsync();
        Assert.True(report.IsSound, string.Join('\n', report.Problems));
        Assert.Equal((2, 3, manifest.Shards.Sum(static shard => shard.Bytes)), (report.Shards, report.Samples, report.Bytes));
    }

    [Fact]
    public async Task A_version_without_a_manifest_is_no_version() => Assert.Equal(["version-missing"], await CodesAsync());

    [Fact]
    public async Task A_missing_shard_is_found()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        await _store.DeleteAsync(manifest.NameOf(manifest.Shards[1]));
        Assert.Equal(["shard-missing"], await CodesAsync());
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_in_a_shard_is_found()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        var name = manifest.NameOf(manifest.Shards[0]);
        var whole = (await _store.ReadAllAsync(name))!;
        for (var at = 0; at < whole.Length; at += 97)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 4;
            await _store.WriteAsync(name, bytes);
            Assert.Contains("digest-mismatch", await CodesAsync());
        }
    }

    [Fact]
    public async Task A_truncated_shard_is_found()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        var name = manifest.NameOf(manifest.Shards[0]);
        await _store.WriteAsync(name, (await _store.ReadAllAsync(name)).AsMemory(0, 2000));
        Assert.Equal(["bad-archive", "length-mismatch", "digest-mismatch", "count-mismatch"], await CodesAsync());
    }

    [Fact]
    public async Task A_sample_in_two_shards_is_found() =>
        Assert.Equal(["duplicate-sample"], await ForgedAsync([TestSamples.Radiograph("s1")], [TestSamples.Radiograph("s1")]));

    [Fact]
    public async Task A_sample_of_another_split_is_found() =>
        Assert.Equal(["wrong-place"], await ForgedAsync([TestSamples.Radiograph("s1", "test")]));

    [Theory]
    [InlineData("span-mismatch")]
    [InlineData("regions-xor-reason")]
    [InlineData("unknown-region")]
    [InlineData("region-not-asserted")]
    [InlineData("unknown-image")]
    [InlineData("box-out-of-bounds")]
    [InlineData("mask-mismatch")]
    [InlineData("shape-mismatch")]
    [InlineData("bad-score")]
    [InlineData("section-out-of-bounds")]
    [InlineData("unknown-phrase")]
    [InlineData("image-size-mismatch")]
    public async Task Every_kind_of_unsound_record_is_found_by_its_code(string code) =>
        Assert.Contains(code, await ForgedAsync([Damage(TestSamples.Radiograph("s1"), code)]));

    [Fact]
    public async Task An_image_that_is_none_is_found()
    {
        using var stream = new MemoryStream();
        var archive = new UstarWriter(stream);
        var sample = TestSamples.Radiograph("s1");
        await archive.AddAsync("s1.sample.msgpack", SampleCodec.Encode(sample), CancellationToken.None);
        await archive.AddAsync("s1.0.png", TestSamples.Png.AsMemory(0, 40), CancellationToken.None);
        await archive.AddAsync("s1.1.png", TestSamples.Png, CancellationToken.None);
        await archive.FinishAsync(CancellationToken.None);
        await _store.TryCreateAsync("versions/0001/train/shard-00000.tar", stream.ToArray());
        var entry = new ShardEntry("train/shard-00000.tar", "train", Sha256.Of(stream.ToArray()), stream.Length, 1, 2, 1);
        await _store.WriteAsync("versions/0001/manifest.json", TestVersions.ManifestOf(1, "run-1", entry).ToJson());
        Assert.Equal(["bad-image", "stray-member"], await CodesAsync());
    }

    [Fact]
    public async Task Counts_of_the_manifest_that_do_not_close_are_found()
    {
        var manifest = await TestVersions.CommitAsync(_store);
        await _store.WriteAsync("versions/0001/manifest.json", (manifest with { Counts = manifest.Counts with { Quarantined = 0 } }).ToJson());
        Assert.Equal(["counts-do-not-close"], await CodesAsync());
    }

    private static Sample Damage(Sample sample, string code)
    {
        var phrase = sample.Phrases[0];
        var region = sample.Regions[0];
        return code switch
        {
            "span-mismatch" => sample with { Phrases = [phrase with { End = 28 }] },
            "regions-xor-reason" => sample with { Phrases = [phrase with { Reason = UngroundedReason.BelowThreshold }] },
            "unknown-region" => sample with { Phrases = [phrase with { Regions = [3] }] },
            "region-not-asserted" => sample with { Phrases = [phrase with { Polarity = Taxonomy.Polarity.Absent }] },
            "unknown-image" => sample with { Regions = [region with { Image = 1 }] },
            "box-out-of-bounds" => sample with { Regions = [region with { Box = Box.Flat(4, 3, 8.1, 6) }] },
            "mask-mismatch" => sample with { Regions = [region with { Shape = RegionShape.Mask, Mask = new RunLengthMask(8, 6, 1, [40, 7]) }] },
            "shape-mismatch" => sample with { Regions = [region with { Shape = RegionShape.Mask }] },
            "bad-score" => sample with { Regions = [region with { Score = double.NaN }] },
            "section-out-of-bounds" => sample with { Report = sample.Report with { Sections = [new("findings", 0, 46)] } },
            "unknown-phrase" => sample with { Questions = [new("?", "yes", "presence", [2])] },
            "image-size-mismatch" => sample with { Images = [sample.Images[0] with { Width = 9 }] },
            _ => throw new ArgumentOutOfRangeException(nameof(code)),
        };
    }

    private async Task<List<string>> ForgedAsync(params Sample[][] shards)
    {
        var entries = new List<ShardEntry>();
        foreach (var samples in shards) entries.Add(await TestVersions.ForgeAsync(_store, 1, DatasetLayout.Shard("train", entries.Count), samples));
        await _store.WriteAsync("versions/0001/manifest.json", TestVersions.ManifestOf(1, "run-1", entries).ToJson());
        return await CodesAsync();
    }

    private async Task<List<string>> CodesAsync() => [.. (await VerifyAsync()).Problems.Select(static problem => problem.Code)];

    private Task<VerificationReport> VerifyAsync() => new ShardVerifier(_store).VerifyAsync(1);
}
