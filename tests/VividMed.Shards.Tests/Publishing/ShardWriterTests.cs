using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Publishing;
using VividMed.Storage.Streams;
using VividMed.TestKit;

namespace VividMed.Shards.Tests.Publishing;

public sealed class ShardWriterTests
{
    /// <summary>Changes only with the record's schema or the archive's layout, and then on purpose.</summary>
    private const string GoldenDigest = "49e9d08f86e0f6a521a4554130bc55c81c45ab852d5c6e767ce5850bd8d0ca99";

    [Fact]
    public async Task The_bytes_of_a_known_shard_are_the_published_ones() =>
        Assert.Equal(GoldenDigest, Sha256.Of(await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2"))));

    [Fact]
    public async Task The_summary_is_that_of_the_bytes_written()
    {
        using var stream = new MemoryStream();
        using var writer = new ShardWriter(stream);
        var item = TestSamples.Item(TestSamples.Radiograph("s1"));
        await writer.AddAsync(item.Sample, item.Images);
        var summary = await writer.FinishAsync();
        Assert.Equal((Sha256.Of(stream.ToArray()), stream.Length), (summary.Sha256, summary.Bytes));
        Assert.Equal((1L, 2L, 1L), (summary.Statistics.Samples, summary.Statistics.Phrases, summary.Statistics.Regions));
    }

    [Fact]
    public async Task Samples_come_in_ascending_order_and_never_twice()
    {
        Assert.Equal("samples-out-of-order", await RefusalAsync(TestSamples.Radiograph("s2"), TestSamples.Radiograph("s1")));
        Assert.Equal("samples-out-of-order", await RefusalAsync(TestSamples.Radiograph("s2"), TestSamples.Radiograph("s2")));
    }

    [Fact]
    public async Task An_unsound_sample_is_refused_with_the_code_of_its_check()
    {
        var sample = TestSamples.Radiograph("s1");
        Assert.Equal("span-mismatch", await RefusalAsync(sample with { Report = sample.Report with { Text = "Large" + sample.Report.Text[5..].ToUpperInvariant() } }));
        Assert.Equal("bad-sample-id", await RefusalAsync(TestSamples.Radiograph("a.b")));
    }

    [Fact]
    public async Task An_image_shorter_than_its_stated_length_is_refused()
    {
        using var writer = new ShardWriter(Stream.Null);
        var image = ShardImage.From("s1.0.png", TestSamples.Png) with { Length = TestSamples.Png.Length + 1 };
        var refused = await Assert.ThrowsAsync<ShardException>(() => writer.AddAsync(TestSamples.Radiograph("s1"), [image]));
        Assert.Equal("short-image", refused.Code);
    }

    [Fact]
    public async Task Images_that_the_record_does_not_name_are_refused()
    {
        using var writer = new ShardWriter(Stream.Null);
        var refused = await Assert.ThrowsAsync<ShardException>(() => writer.AddAsync(TestSamples.Radiograph("s1"), [ShardImage.From("s1.1.png", TestSamples.Png)]));
        Assert.Equal("image-mismatch", refused.Code);
    }

    [Fact]
    public async Task Python_reads_the_shard_with_tarfile_and_msgpack_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.Path("shard.tar"), await TestSamples.ShardAsync(TestSamples.Radiograph("s1"), TestSamples.Tomogram("s2")));
        const string Script = """
            import sys, tarfile, msgpack, hashlib
            with tarfile.open(sys.argv[1]) as tar:
                for member in tar.getmembers():
                    content = tar.extractfile(member).read()
                    line = [member.name, oct(member.mode), member.uid, member.mtime]
                    if member.name.endswith('.msgpack'):
                        record = msgpack.unpackb(content)
                        phrase = record['phrases'][0]
                        line += [record['schema'], record['study'], record['report']['text'][phrase['start']:phrase['end']], record['regions'][0]['box']]
                    else:
                        line += [hashlib.sha256(content).hexdigest()]
                    print(*line, sep='|')
            """;
        var lines = Python.Run(Script, folder.Path("shard.tar"));
        Assert.Equal(
            [
                "s1.sample.msgpack|0o644|0|0|1|s1|left pleural effusion|[4.0, 3.0, 7.5, 6.0]",
                "s1.0.png|0o644|0|0|" + Sha256.Of(TestSamples.Png),
                "s2.sample.msgpack|0o644|0|0|1|s2|heart|[1.0, 1.0, 0.0, 2.0, 3.0, 1.0]",
                "s2.0.nii.gz|0o644|0|0|" + Sha256.Of(TestSamples.Nifti),
            ],
            lines);
    }

    private static async Task<string> RefusalAsync(params Sample[] samples) =>
        (await Assert.ThrowsAsync<ShardException>(() => TestSamples.ShardAsync(samples))).Code;
}
