using System.Text.RegularExpressions;
using CsCheck;
using VividMed.Shards.Archives;

namespace VividMed.Shards.Tests.Archives;

public sealed partial class SampleKeyTests
{
    private static readonly Gen<string> Ids = Gen.OneOf(
        Gen.String[1, 200], Gen.String[Gen.Char["aZ09-_.,% /~é漢"], 1, 30], Gen.Const("-"), Gen.Const("~2e"), Gen.Const("😀.x"))
        .Where(static id => IsText(id));

    [Theory]
    [InlineData("s50414267", "s50414267")]
    [InlineData("train_1_a_1", "train_1_a_1")]
    [InlineData("-1", "~2d1")]
    [InlineData("a-b", "a-b")]
    [InlineData("1.2.840", "1~2e2~2e840")]
    [InlineData("50 %, a/b", "50~20~25~2c~20a~2fb")]
    [InlineData("~2e", "~7e2e")]
    [InlineData("é", "~c3~a9")]
    public void An_id_has_the_key_that_is_written_down(string id, string key) => Assert.Equal((key, id), (SampleKey.Of(id), SampleKey.IdOf(key)));

    [Fact]
    public void Any_id_comes_back_from_a_key_that_every_file_system_takes() => Ids.Sample(static id =>
    {
        var key = SampleKey.Of(id);
        Assert.Matches(Portable(), key);
        Assert.Equal(id, SampleKey.IdOf(key));
    });

    [Fact]
    public void What_is_no_text_has_no_key()
    {
        foreach (var id in (string[])["", "\ud83d", "a\ude00b"])
        {
            Assert.Equal("bad-sample-id", Assert.Throws<ShardException>(() => SampleKey.Of(id)).Code);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("-a")]
    [InlineData("~")]
    [InlineData("a~2")]
    [InlineData("~2E")] // upper case
    [InlineData("~61")] // a letter that stands for itself
    [InlineData("~ff")] // no UTF-8
    [InlineData("~zz")]
    [InlineData("ā")]
    public void What_no_id_was_written_as_is_no_key(string key) =>
        Assert.Equal("bad-sample-key", Assert.Throws<ShardException>(() => SampleKey.IdOf(key)).Code);

    [Fact]
    public void The_order_of_ids_is_that_of_their_keys()
    {
        string[] ids = ["b", "a.b", "a b", "a", "aa"];
        Assert.Equal(ids.Select(SampleKey.Of).Order(StringComparer.Ordinal), ids.Order(SampleKey.Order).Select(SampleKey.Of));
    }

    [Fact]
    public void Two_ids_never_share_a_member() => Gen.Select(Ids, Ids).Sample(static (one, other) =>
        (one == other) == (ShardNames.Record(one) == ShardNames.Record(other)));

    private static bool IsText(string id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsHighSurrogate(id[i]) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1])) i++;
            else if (char.IsSurrogate(id[i])) return false;
        }

        return true;
    }

    [GeneratedRegex("^[A-Za-z0-9_~][A-Za-z0-9_~-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Portable();
}
