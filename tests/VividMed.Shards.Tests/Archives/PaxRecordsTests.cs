using System.Text;
using CsCheck;
using VividMed.Shards.Archives;

namespace VividMed.Shards.Tests.Archives;

public sealed class PaxRecordsTests
{
    [Fact]
    public void A_path_of_any_length_comes_back_and_its_record_tells_its_own_length() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 1_200].Sample(static path =>
        {
            var record = PaxRecords.OfPath(path);
            Assert.Equal(path, PaxRecords.PathOf(record));
            Assert.StartsWith($"{record.Length} path=", Encoding.UTF8.GetString(record), StringComparison.Ordinal);
        });

    [Fact]
    public void Other_records_are_passed_over_and_the_last_path_counts() =>
        Assert.Equal("b", PaxRecords.PathOf("20 mtime=1700000000\n9 path=a\n9 path=b\n"u8));

    [Theory]
    [InlineData("9 path=a")] // without its end
    [InlineData("99 path=a\n")]
    [InlineData("2 path=a\n")]
    [InlineData("-9 path=a\n")]
    [InlineData("path=a\n")]
    [InlineData(" \n")]
    [InlineData("10 size=9\n")] // another length than the header's
    [InlineData("99999999999 path=a\n")]
    public void A_damaged_record_is_refused(string records) =>
        Assert.Equal("bad-archive", Assert.Throws<ShardException>(() => PaxRecords.PathOf(Encoding.UTF8.GetBytes(records))).Code);
}
