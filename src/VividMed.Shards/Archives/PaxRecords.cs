using System.Globalization;
using System.Text;

namespace VividMed.Shards.Archives;

/// <summary>
/// The records of an extended header (POSIX.1-2001), <c>length key=value\n</c> each, of which only the path is written and read: it gives
/// the next member a name of more than 100 bytes.
/// </summary>
internal static class PaxRecords
{
    /// <summary>Longest content of an extended header that is read, in bytes.</summary>
    public const int Longest = 1 << 16;

    /// <summary>The record that names the next member.</summary>
    public static byte[] OfPath(string path)
    {
        var rest = $" path={path}\n";
        var length = Encoding.UTF8.GetByteCount(rest);
        // The length counts its own digits too.
        var digits = 1;
        while ((length + digits).ToString(CultureInfo.InvariantCulture).Length > digits) digits++;
        return Encoding.UTF8.GetBytes($"{length + digits}{rest}");
    }

    /// <summary>The path among the records, or null. <c>bad-archive</c> where they are none, or give another length than the header.</summary>
    public static string? PathOf(ReadOnlySpan<byte> records)
    {
        string? path = null;
        while (!records.IsEmpty)
        {
            var space = records.IndexOf((byte)' ');
            if (space < 1 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw UstarHeader.Bad("an extended header is damaged");
            }

            var record = records[(space + 1)..(length - 1)];
            if (record.StartsWith("size="u8)) throw UstarHeader.Bad("an extended header gives a member another length");
            if (record.StartsWith("path="u8)) path = Encoding.UTF8.GetString(record["path="u8.Length..]);
            records = records[length..];
        }

        return path;
    }
}
