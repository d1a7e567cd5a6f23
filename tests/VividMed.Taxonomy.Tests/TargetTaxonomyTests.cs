using System.Text;
using CsCheck;

namespace VividMed.Taxonomy.Tests;

public sealed class TargetTaxonomyTests
{
    private const string Lung = """{"id":"lung","kind":"anatomy"}""";

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("[]", "line 1")]
    [InlineData("null", "no targets of schema 1")]
    [InlineData("""{"schema":1,"targets":[]}""", "no targets of schema 1")]
    [InlineData("""{"schema":2,"targets":[{"id":"lung","kind":"anatomy"}]}""", "no targets of schema 1")]
    [InlineData("""{"schema":1,"targets":[null]}""", "a list holds null")]
    [InlineData("""{"targets":[{"id":"lung","kind":"anatomy"}]}""", "line 1")]
    [InlineData("""{"schema":"1","targets":[{"id":"lung","kind":"anatomy"}]}""", "line 1")]
    [InlineData("""{"schema":1,"targets":null}""", "line 1")]
    [InlineData("""{"schema":1,"targets":[],"extra":1}""", "line 1")]
    public void A_file_that_holds_no_targets_of_this_schema_is_refused(string json, string why) => Refuses(json, why);

    [Theory]
    [InlineData("""{"kind":"anatomy"}""")]
    [InlineData("""{"id":"heart"}""")]
    [InlineData("""{"id":null,"kind":"anatomy"}""")]
    [InlineData("""{"id":"heart","kind":"organ"}""")]
    [InlineData("""{"id":"heart","kind":0}""")]
    [InlineData("""{"id":"heart","kind":"anatomy","sinonyms":["cor"]}""")]
    [InlineData("""{"id":"heart","kind":"anatomy","synonyms":null}""")]
    [InlineData("""{"id":"heart","kind":"anatomy","parents":null}""")]
    [InlineData("""{"id":"heart","kind":"anatomy","plausibility":{"minRelativeSize":"0.1"}}""")]
    public void A_target_that_is_not_as_the_schema_says_is_refused_by_its_line(string target) =>
        Refuses($"{{\"schema\":1,\n\"targets\":[{Lung},\n{target}]}}", "line 3");

    [Theory]
    [InlineData("parents")]
    [InlineData("synonyms")]
    [InlineData("detectorClasses")]
    [InlineData("compositions")]
    [InlineData("elsewhere")]
    public void A_list_that_holds_null_is_refused(string list) =>
        Refuses($$"""{"schema":1,"targets":[{"id":"heart","kind":"anatomy","{{list}}":[null]}]}""", "a list holds null");

    [Theory]
    [InlineData("""{"id":"lung","kind":"anatomy"}""", "'lung' is there twice")]
    [InlineData("""{"id":"lobe","kind":"anatomy","parents":["lung","chest"]}""", "the parent 'chest' of 'lobe' does not stand before it")]
    [InlineData("""{"id":"lobe","kind":"anatomy","parents":["lobe"]}""", "the parent 'lobe' of 'lobe' does not stand before it")]
    [InlineData("""{"id":"lobe","kind":"anatomy","parents":["Lung"]}""", "the parent 'Lung'")]
    [InlineData("""{"id":"nodule","kind":"abnormality","containerAnatomy":"chest"}""", "'nodule' refers to the unknown 'chest'")]
    [InlineData("""{"id":"nodule","kind":"abnormality","plausibility":{"anatomy":["lung","chest"]}}""", "'nodule' refers to the unknown 'chest'")]
    [InlineData("""{"id":"nodule","kind":"abnormality","plausibility":{"border":["chest"]}}""", "'nodule' refers to the unknown 'chest'")]
    [InlineData("""{"id":"nodule","kind":"abnormality","elsewhere":["chest"]}""", "'nodule' refers to the unknown 'chest'")]
    [InlineData("""{"id":"nodule","kind":"abnormality","yieldsTo":["chest"]}""", "'nodule' refers to the unknown 'chest'")]
    public void A_target_that_repeats_a_name_or_refers_to_nothing_is_refused_by_name(string target, string why) =>
        Refuses($"{{\"schema\":1,\"targets\":[{Lung},{target}]}}", why);

    [Fact]
    public void A_file_beyond_the_limit_is_refused_before_it_is_read_to_its_end()
    {
        using var endless = new EndlessStream(breaksAt: 64 << 20);

        Assert.Contains(
            "more than 4194304 bytes",
            Assert.Throws<TaxonomyException>(() => TargetTaxonomy.Load(endless)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_just_the_limit_is_read()
    {
        var json = $"{{\"schema\":1,\"targets\":[{Lung}]}}";

        Assert.NotNull(Load(json.PadRight(4 << 20)).Find("lung"));
        Refuses(json.PadRight((4 << 20) + 1), "more than 4194304 bytes");
    }

    [Fact]
    public void References_may_lead_forward_and_only_parents_stand_before()
    {
        var taxonomy = Load($$"""
            {"schema":1,"targets":[{"id":"nodule","kind":"abnormality","containerAnatomy":"lung","yieldsTo":["nodule"]},{{Lung}}]}
            """);

        Assert.Equal(["nodule", "lung"], taxonomy.Targets.Select(static target => target.Id));
    }

    [Fact]
    public void Bytes_make_the_digest_whatever_they_mean()
    {
        var (plain, spaced) = ($"{{\"schema\":1,\"targets\":[{Lung}]}}", $"{{\"schema\":1, \"targets\":[{Lung}]}}");

        Assert.Equal(Load(plain).Digest, Load(plain).Digest);
        Assert.NotEqual(Load(plain).Digest, Load(spaced).Digest);
        Assert.Matches("^[0-9a-f]{64}$", Load(plain).Digest);
    }

    [Fact]
    public void Any_damage_to_a_file_is_a_refusal_or_still_a_taxonomy()
    {
        var sound = Encoding.UTF8.GetBytes($$"""
            {"schema":1,"targets":[{{Lung}},
              {"id":"nodule","kind":"abnormality","synonyms":["spot"],"detectorClasses":["Nodule/Mass"],"parents":["lung"]}]}
            """);
        Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte, Gen.Int[0, sound.Length]).Sample((at, value, length) =>
        {
            var damaged = sound[..Math.Max(length, at + 1)];
            damaged[at] = value;
            try
            {
                return TargetTaxonomy.Load(new MemoryStream(damaged)).Targets.Count > 0;
            }
            catch (TaxonomyException)
            {
                return true;
            }
        });
    }

    private static void Refuses(string json, string why)
    {
        var refused = Assert.Throws<TaxonomyException>(() => Load(json));
        Assert.Equal("bad-taxonomy", refused.Code);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private static TargetTaxonomy Load(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return TargetTaxonomy.Load(stream);
    }

    /// <summary>Gives spaces without end, and breaks where whoever reads it should have stopped long before.</summary>
    private sealed class EndlessStream(long breaksAt) : MemoryStream
    {
        private long _given;

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            return (_given += buffer.Length) <= breaksAt ? buffer.Length : throw new InvalidOperationException("nobody stopped reading");
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void CopyTo(Stream destination, int bufferSize)
        {
            for (var buffer = new byte[bufferSize]; ;) destination.Write(buffer.AsSpan(0, Read(buffer)));
        }
    }
}
