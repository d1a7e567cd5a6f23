using CsCheck;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Files;

public sealed class DatasetPathTests
{
    [Fact]
    public void Whatever_is_let_through_stays_below_the_root() =>
        Gen.String[Gen.Char["ab./\\: "], 0, 12].Sample(
            static path =>
            {
                if (Record.Exception(() => DatasetPath.Check(path)) is { } refused)
                {
                    Assert.Equal("path-outside-root", Assert.IsType<DatasetException>(refused).Code);
                    return;
                }

                Assert.StartsWith(
                    "/data/set/", Path.GetFullPath(Path.Combine("/data/set", DatasetPath.Check(path))), StringComparison.Ordinal);
            },
            iter: 3_000);

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("./a/b.txt", "a/b.txt")]
    [InlineData("files/p10/s1 (2)..txt", "files/p10/s1 (2)..txt")]
    public void A_plain_path_below_the_root_is_kept(string path, string expected) => Assert.Equal(expected, DatasetPath.Check(path));

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("C:/a")]
    [InlineData("file.txt:stream")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_or_leads_elsewhere_is_refused(string path) =>
        Assert.Equal("path-outside-root", Assert.Throws<DatasetException>(() => DatasetPath.Check(path)).Code);

    [Fact]
    public void A_path_without_end_is_refused_and_not_repeated_in_the_message() =>
        Assert.InRange(Assert.Throws<DatasetException>(static () => DatasetPath.Check(new string('a', 1_001))).Message.Length, 1, 200);
}
