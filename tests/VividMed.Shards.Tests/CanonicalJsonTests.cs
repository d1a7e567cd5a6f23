using System.Text;
using CsCheck;

namespace VividMed.Shards.Tests;

public sealed class CanonicalJsonTests
{
    private static readonly Gen<(string Name, long Count)[]> Parts = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 5], Gen.Long).Array[0, 4];

    private sealed record Note(string Name, int? Count, IReadOnlyDictionary<string, long> Parts);

    [Fact]
    public void Equal_values_are_equal_bytes_and_come_back() =>
        Gen.Select(Gen.String[0, 20], Gen.Int.Nullable(), Parts).Sample(static (name, count, parts) =>
        {
            // A lone half of a surrogate pair is no text that JSON could hold.
            if (!Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Equals(name, StringComparison.Ordinal)) return;
            var map = parts.DistinctBy(static part => part.Name).ToDictionary(static part => part.Name, static part => part.Count);
            var bytes = CanonicalJson.Write(new Note(name, count, map));
            var read = CanonicalJson.Read<Note>(bytes, "bad", "the note");
            Assert.Equivalent(new Note(name, count, map), read, strict: true);
            Assert.Equal(bytes, CanonicalJson.Write(read));
        });

    [Fact]
    public void The_layout_is_fixed_to_the_byte() => Assert.Equal(
        "{\n  \"name\": \"Größe <a> & 'b' +\",\n  \"count\": null,\n  \"parts\": {\n    \"x\": 1\n  }\n}\n",
        Encoding.UTF8.GetString(CanonicalJson.Write(new Note("Größe <a> & 'b' +", null, new Dictionary<string, long> { ["x"] = 1 }))));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"a\"}")]
    [InlineData("{\"name\":null,\"count\":1,\"parts\":{}}")]
    [InlineData("{\"name\":\"a\",\"count\":\"1\",\"parts\":{}}")]
    [InlineData("{\"name\":\"a\",\"count\":1,\"parts\":{}} {}")]
    [InlineData("{\"name\":\"a\",\"count\":1,\"parts\":{},}")]
    public void What_is_not_of_the_schema_is_refused_under_the_callers_code(string json)
    {
        var refused = Assert.Throws<ShardException>(() => CanonicalJson.Read<Note>(Encoding.UTF8.GetBytes(json), "bad-note", "The note"));
        Assert.Equal("bad-note", refused.Code);
        Assert.StartsWith("The note is ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var json = Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000));
        Assert.Equal("bad-note", Assert.Throws<ShardException>(() => CanonicalJson.Read<Note>(json, "bad-note", "The note")).Code);
    }
}
