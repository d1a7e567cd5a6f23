using System.Buffers.Binary;
using System.Text;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Reports;

/// <summary>
/// Reads a zip archive's central directory member by member, from a folder or a container alike, so that afterwards each member is one
/// range read. (The runtime's ZipArchive keeps an object for each of the 227,835 reports and does not tell where they lie.) Names are
/// given as written and never used as paths.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int LongestComment = 65535;
    private const int MaximumMembers = 10_000_000;
    private const long LargestDirectory = 1L << 32;

    /// <exception cref="DatasetException">The archive is missing, cut or contradicts itself.</exception>
    public static IEnumerable<ZipMember> Read(IDatasetFiles files, string path, CancellationToken cancellationToken)
    {
        var archive = files.LengthOf(path) ?? throw new DatasetException("missing-file", $"{path} is missing");
        var (offset, length, count) = FindDirectory(files, path, archive);
        using var stream = new BufferedStream(files.OpenRead(path, offset, length)!, 1 << 16);
        var fixedPart = new byte[46];
        for (long read = 0; read < count; read++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(stream, fixedPart, path);
            if (!fixedPart.AsSpan().StartsWith("PK\x01\x02"u8)) throw Damaged(path, "its directory holds something else");
            var variable = new byte[U16(fixedPart, 28) + U16(fixedPart, 30) + U16(fixedPart, 32)];
            Fill(stream, variable, path);
            var member = Member(fixedPart, variable);
            if (member.HeaderOffset < 0 || member.CompressedLength < 0 || member.HeaderOffset > archive - member.CompressedLength)
            {
                throw Damaged(path, "a member lies beyond its end");
            }

            yield return member;
        }
    }

    private static ZipMember Member(byte[] fixedPart, byte[] variable)
    {
        var name = variable.AsSpan(0, U16(fixedPart, 28));
        var extra = variable.AsSpan(name.Length, U16(fixedPart, 30));
        long full = U32(fixedPart, 24), compressed = U32(fixedPart, 20), offset = U32(fixedPart, 42);
        Widen(extra, ref full, ref compressed, ref offset);
        return new(Encoding.UTF8.GetString(name), offset, compressed, U32(fixedPart, 16), U16(fixedPart, 10), (U16(fixedPart, 8) & 1) != 0);
    }

    /// <summary>The zip64 extra field (id 1): full length, compressed length and offset, each only where the short field is all ones.</summary>
    internal static void Widen(ReadOnlySpan<byte> extra, ref long full, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var size = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, size);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                Take(ref field, ref full);
                Take(ref field, ref compressed);
                Take(ref field, ref offset);
                return;
            }

            extra = extra[(4 + size)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value != uint.MaxValue || field.Length < 8) return;
            value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
        }
    }

    private static (long Offset, long Length, long Count) FindDirectory(IDatasetFiles files, string path, long archive)
    {
        var tailLength = (int)Math.Min(archive, EndLength + LongestComment + LocatorLength);
        var tail = Range(files, path, archive - tailLength, tailLength);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndLength > tail.Length) throw Damaged(path, "its end is missing: an interrupted download");
        long count = U16(tail, end + 10), length = U32(tail, end + 12), offset = U32(tail, end + 16);
        if ((count == ushort.MaxValue || length == uint.MaxValue || offset == uint.MaxValue) && end >= LocatorLength && tail.AsSpan(end - LocatorLength).StartsWith("PK\x06\x07"u8))
        {
            var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorLength + 8));
            if (at < 0 || at > archive - 56) throw Damaged(path, "its zip64 directory lies beyond its end");
            var wide = Range(files, path, at, 56);
            if (!wide.AsSpan().StartsWith("PK\x06\x06"u8)) throw Damaged(path, "its zip64 directory is missing");
            (count, length, offset) = (BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(48)));
        }

        if (count is < 0 or > MaximumMembers || length is < 0 or > LargestDirectory || offset < 0 || offset > archive - length || count * 46 > length) throw Damaged(path, "its directory claims an impossible size");
        return (offset, length, count);
    }

    private static byte[] Range(IDatasetFiles files, string path, long offset, int length)
    {
        using var stream = files.OpenRead(path, offset, length) ?? throw new DatasetException("missing-file", $"{path} is missing");
        var bytes = new byte[length];
        Fill(stream, bytes, path);
        return bytes;
    }

    private static void Fill(Stream stream, byte[] bytes, string path)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Damaged(path, "it ends within its directory");
        }
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static DatasetException Damaged(string path, string why) =>
        new("bad-archive", $"{path} is no sound zip archive ({why}): download it again");
}

/// <summary>A member of a zip archive as its central directory has it.</summary>
internal readonly record struct ZipMember(string Name, long HeaderOffset, long CompressedLength, uint Crc, int Method, bool Encrypted);
