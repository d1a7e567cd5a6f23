using System.Text;

namespace VividMed.Shards.Archives;

/// <summary>
/// The 512-byte header of one ustar member (POSIX.1-1988): a regular file, or what extends the header of the next one, of mode 0644 whose
/// owner and times are zero, so that equal content always gives equal bytes.
/// </summary>
internal static class UstarHeader
{
    public const int BlockSize = 512;

    /// <summary>Longest member name, without the prefix field.</summary>
    public const int LongestName = 100;

    /// <summary>Largest member: 11 octal digits.</summary>
    public const long LargestMember = (1L << 33) - 1;

    private const int ChecksumAt = 148;
    private const byte PlainFile = (byte)'0';
    private const byte Extension = (byte)'x';

    /// <param name="extends">Whether the content says something of the next member (POSIX.1-2001).</param>
    public static void Write(Span<byte> header, string name, long length, bool extends = false)
    {
        if (name.Length > LongestName || !Ascii.IsValid(name))
        {
            throw new ShardException("bad-member-name", "A member's name is not ASCII of up to 100 characters.");
        }

        if (length is < 0 or > LargestMember)
        {
            throw new ShardException("member-too-large", $"A member of {length} bytes does not fit a ustar archive.");
        }

        header[..BlockSize].Clear();
        Encoding.ASCII.GetBytes(name, header);
        "0000644\0"u8.CopyTo(header[100..]);
        "0000000\0"u8.CopyTo(header[108..]);
        "0000000\0"u8.CopyTo(header[116..]);
        WriteOctal(header.Slice(124, 12), length);
        WriteOctal(header.Slice(136, 12), 0);
        header[156] = extends ? Extension : PlainFile;
        "ustar\000"u8.CopyTo(header[257..]);
        WriteOctal(header.Slice(ChecksumAt, 7), Checksum(header));
        header[ChecksumAt + 7] = (byte)' ';
    }

    /// <summary>What the header says, or null for a block of zeros (the end). <c>bad-archive</c> for anything else.</summary>
    public static (string Name, long Length, bool Extends)? Read(ReadOnlySpan<byte> header)
    {
        if (!header[..BlockSize].ContainsAnyExcept((byte)0)) return null;
        if (!header[257..].StartsWith("ustar"u8) || ReadOctal(header.Slice(ChecksumAt, 8)) != Checksum(header))
        {
            throw Bad("a member's header is damaged");
        }

        var kind = header[156];
        if (kind is not (PlainFile or 0 or Extension) || header[345] != 0) throw Bad("a member is no plain file with a name in one part");
        var name = header[..LongestName];
        var end = name.IndexOf((byte)0);
        return (Encoding.ASCII.GetString(end < 0 ? name : name[..end]), ReadOctal(header.Slice(124, 12)), kind == Extension);
    }

    public static int PaddingOf(long length) => (int)(-length & (BlockSize - 1));

    internal static ShardException Bad(string why) => new("bad-archive", $"The shard is not a whole ustar archive: {why}.");

    private static int Checksum(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' '; // the checksum's own field counts as spaces
        for (var i = 0; i < BlockSize; i++) sum += i is >= ChecksumAt and < ChecksumAt + 8 ? 0 : header[i];
        return sum;
    }

    private static void WriteOctal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
    }

    private static long ReadOctal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.Trim((byte)' ').TrimEnd((byte)0))
        {
            if (digit is 0 or (byte)' ') break;
            if (digit is < (byte)'0' or > (byte)'7') throw Bad("a number is not octal");
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
