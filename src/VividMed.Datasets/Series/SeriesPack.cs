using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VividMed.Datasets.Series;

/// <summary>
/// The files of a series as one run of bytes, so that a series is read, digested and handed on as any image is: a mark, and each file behind
/// its length, in the order of their digests. What the files are called and in which order they lie is no part of it.
/// </summary>
internal static class SeriesPack
{
    private const int LengthBytes = sizeof(long);

    private static ReadOnlySpan<byte> Mark => "series 1"u8;

    public static long LengthOf(IEnumerable<long> files) => Mark.Length + files.Sum(static length => length + LengthBytes);

    /// <summary>The pieces that, one behind the other, are the pack.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(IEnumerable<byte[]> files)
    {
        var pieces = new List<ReadOnlyMemory<byte>> { Mark.ToArray() };
        var sorted = files.Select(static file => (Digest: Convert.ToHexString(SHA256.HashData(file)), Content: file))
            .OrderBy(static file => file.Digest, StringComparer.Ordinal);
        foreach (var (_, content) in sorted)
        {
            var length = new byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            pieces.Add(length);
            pieces.Add(content);
        }

        return pieces;
    }

    /// <summary>The files of a pack; the stream stays open.</summary>
    public static IReadOnlyList<byte[]> Open(Stream pack) => [.. Files(pack)];

    /// <summary>The same, one after the other as they are asked for.</summary>
    public static IEnumerable<byte[]> Files(Stream pack)
    {
        var mark = new byte[Mark.Length];
        if (pack.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) < mark.Length || !mark.AsSpan().SequenceEqual(Mark)) throw new InvalidDataException("The stream is no series.");
        var length = new byte[LengthBytes];
        while (pack.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) == LengthBytes)
        {
            var content = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
            pack.ReadExactly(content);
            yield return content;
        }
    }
}
