using CsCheck;
using MessagePack;
using VividMed.Grounding;
using VividMed.Shards.Archives;
using VividMed.Shards.Records;
using VividMed.Shards.Tests.Layout1;

namespace VividMed.Shards.Tests.Records;

public sealed class SampleCodecTests
{
    [Fact]
    public void Every_sample_comes_back_as_it_was_and_encodes_to_the_same_bytes_again() =>
        TestSamples.Any.Sample(
            static sample =>
            {
                var bytes = SampleCodec.Encode(sample);
                var read = SampleCodec.Decode(bytes);
                Assert.Equivalent(sample, read, strict: true);
                Assert.Equal(bytes, SampleCodec.Encode(read));
            },
            iter: 300);

    [Fact]
    public void The_order_in_which_models_were_collected_leaves_no_trace()
    {
        var sample = TestSamples.Radiograph("s1");
        var other = sample with { Provenance = sample.Provenance with { Models = new Dictionary<string, string> { ["sat"] = "bb cpu", ["dino"] = "aa cpu" } } };
        Assert.Equal(SampleCodec.Encode(sample), SampleCodec.Encode(other));
    }

    [Fact]
    public void Flat_boxes_have_four_numbers_and_volume_boxes_six()
    {
        Assert.Contains("\"box\":[4,3,7.5,6]", Json(TestSamples.Radiograph("s1")), StringComparison.Ordinal);
        Assert.Contains("\"box\":[1,1,0,2,3,1],\"rle\":{\"size\":[3,4,2],\"counts\":[4,2,18]}", Json(TestSamples.Tomogram("s1")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_a_map_of_the_published_keys()
    {
        var json = Json(TestSamples.Radiograph("s1"));
        Assert.StartsWith("{\"schema\":2,\"id\":\"s1\",\"dataset\":\"mimic-cxr\",\"split\":\"train\",\"patient\":\"p10\",\"study\":\"s1\",\"modality\":\"CXR\",\"images\":[", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"abnormality\",\"polarity\":\"present\",\"temporality\":\"current\",\"side\":\"left\"", json, StringComparison.Ordinal);
        Assert.Contains("\"grade\":\"A\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_of_a_later_release_are_passed_over()
    {
        var plain = SampleCodec.Encode(TestSamples.Radiograph("s1"));
        byte[] later = [0x8e, .. plain[1..], 0xa3, (byte)'n', (byte)'e', (byte)'w', 0x82, 0x01, 0x92, 0xc0, 0x81, 0x01, 0x02, 0x02, 0x90];
        Assert.Equivalent(SampleCodec.Decode(plain), SampleCodec.Decode(later), strict: true);
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_does_not_exhaust_the_stack()
    {
        byte[] record = [0x81, 0xa1, (byte)'x', .. Enumerable.Repeat((byte)0x91, 5_000_000)];
        Assert.Equal("bad-record", Assert.Throws<ShardException>(() => SampleCodec.Decode(record)).Code);
    }

    [Fact]
    public void A_declared_length_beyond_the_record_is_refused_before_anything_is_allocated()
    {
        byte[] record = [0x81, 0xa6, .. "images"u8, 0xdd, 0x7f, 0xff, 0xff, 0xff];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("bad-record", Assert.Throws<ShardException>(() => SampleCodec.Decode(record)).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_record_cut_at_any_byte_is_refused_with_its_reason()
    {
        var whole = SampleCodec.Encode(TestSamples.Tomogram("s1"));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Equal("bad-record", Assert.Throws<ShardException>(() => SampleCodec.Decode(whole.AsMemory(0, length))).Code);
        }
    }

    [Fact]
    public void Damaged_records_end_in_a_sample_or_a_typed_error_and_nothing_else()
    {
        var whole = SampleCodec.Encode(TestSamples.Radiograph("s1"));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Sample(
            damage =>
            {
                var bytes = whole.ToArray();
                foreach (var (at, value) in damage) bytes[at] = value;
                try
                {
                    SampleCodec.Decode(bytes);
                }
                catch (ShardException refused)
                {
                    Assert.Contains(refused.Code, (string[])["bad-record", "unknown-schema"]);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void A_newer_schema_is_named_as_such()
    {
        var record = SampleCodec.Encode(TestSamples.Radiograph("s1"));
        record[8] = 3;
        Assert.Equal("unknown-schema", Assert.Throws<ShardException>(() => SampleCodec.Decode(record)).Code);
    }

    [Fact]
    public async Task A_record_of_schema_1_is_read_and_what_it_lacked_is_null()
    {
        using var archive = new MemoryStream(await OldDataset.ReadAsync(OldDataset.Train));
        var read = await ShardReader.ReadAsync(archive).ToListAsync(TestContext.Current.CancellationToken);
        var old = TestSamples.Provenance with { Recipe = "" };
        var radiograph = TestSamples.Radiograph("s1");
        var questions = radiograph.Questions.Select(static question => question with { Subject = "" }).ToList();
        Assert.Equivalent(radiograph with { Provenance = old, Questions = questions }, read[0].Sample, strict: true);
        Assert.Equivalent(TestSamples.Tomogram("s2") with { Provenance = old }, read[1].Sample, strict: true);
    }

    [Fact]
    public void Facts_that_nothing_told_are_written_as_nil_under_their_keys()
    {
        var json = Json(TestSamples.Radiograph("s1"));
        Assert.Contains(
            "\"certainty\":null,\"change\":null,\"severity\":null,\"count\":null,\"sizeMm\":null,\"priorSizeMm\":null,\"location\":null,\"sentence\":null,\"frame\":null,\"textConfidence\":null,\"confidence\":null",
            json,
            StringComparison.Ordinal);
        Assert.Contains("\"acquisition\":null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"run\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("codeVersion", json, StringComparison.Ordinal);
    }

    private static string Json(Sample sample) => MessagePackSerializer.ConvertToJson(SampleCodec.Encode(sample));
}
