using System.Text;
using VividMed.Shards.Archives;

namespace VividMed.Shards.Tests.Archives;

public sealed class UstarHeaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(UstarHeader.LongestName)] // fills its field, without the zero that ends shorter ones
    public void A_name_up_to_the_limit_comes_back_whole(int length)
    {
        var name = new string('n', length);
        Assert.Equal((name, 7L, false), UstarHeader.Read(Header(name, 7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(1L << 32)]
    [InlineData(UstarHeader.LargestMember)]
    public void A_size_up_to_eleven_octal_digits_comes_back(long size) => Assert.Equal(("a", size, false), UstarHeader.Read(Header("a", size)));

    [Theory]
    [InlineData("größe", 0, "bad-member-name")]
    [InlineData("a", -1, "member-too-large")]
    [InlineData("a", UstarHeader.LargestMember + 1, "member-too-large")]
    public void What_does_not_fit_a_header_is_refused(string name, long size, string code) =>
        Assert.Equal(code, Assert.Throws<ShardException>(() => Header(name, size)).Code);

    [Fact]
    public void A_name_beyond_the_limit_is_refused() =>
        Assert.Equal(
            "bad-member-name", Assert.Throws<ShardException>(static () => Header(new string('n', UstarHeader.LongestName + 1), 0)).Code);

    [Fact]
    public void A_header_that_extends_the_next_one_says_so()
    {
        var header = new byte[UstarHeader.BlockSize];
        UstarHeader.Write(header, "a", 3, extends: true);
        Assert.Equal(("a", 3L, true), UstarHeader.Read(header));
    }

    [Fact]
    public void A_block_of_zeros_is_the_end() => Assert.Null(UstarHeader.Read(new byte[UstarHeader.BlockSize]));

    [Fact]
    public void Any_changed_byte_is_noticed_by_the_checksum()
    {
        for (var at = 0; at < UstarHeader.BlockSize; at++)
        {
            var header = Header("s1.msg", 12_345);
            header[at] ^= 1;
            // The checksum's own field ends in a byte that says nothing.
            if (at == 155) continue;
            Assert.Equal("bad-archive", Assert.Throws<ShardException>(() => UstarHeader.Read(header)).Code);
        }
    }

    [Theory]
    [InlineData(156, "5")] // a folder
    [InlineData(156, "2")] // a link
    [InlineData(156, "g")] // an extension of all headers
    [InlineData(345, "p")] // a name in two parts
    [InlineData(124, "\u0080")] // a size in base 256
    [InlineData(124, "8")]
    [InlineData(257, "gnutar")]
    public void Other_kinds_of_members_are_refused_even_where_their_checksum_is_right(int at, string content)
    {
        var header = Header("a", 0);
        Encoding.Latin1.GetBytes(content, header.AsSpan(at));
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(static value => value), 8).PadLeft(6, '0'), header.AsSpan(148));
        Assert.Equal("bad-archive", Assert.Throws<ShardException>(() => UstarHeader.Read(header)).Code);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 511)]
    [InlineData(512, 0)]
    [InlineData(513, 511)]
    [InlineData(UstarHeader.LargestMember, 1)]
    public void Content_is_padded_to_whole_blocks(long length, int padding) => Assert.Equal(padding, UstarHeader.PaddingOf(length));

    private static byte[] Header(string name, long size)
    {
        var header = new byte[UstarHeader.BlockSize];
        UstarHeader.Write(header, name, size);
        return header;
    }
}
