using System.Buffers.Binary;
using System.IO.Compression;

namespace VividMed.Shards.Quality;

/// <summary>
/// The size that a stored image states in its own header: enough to tell a right file from a wrong or torn one without decoding it.
/// </summary>
internal static class StoredImageHeader
{
    private const int NiftiHeaderLength = 348;

    /// <summary>Width, height and depth, or null when the bytes are no PNG or gzipped NIfTI-1.</summary>
    public static (int Width, int Height, int Depth)? Read(ReadOnlyMemory<byte> content) =>
        content.Span switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => Png(content.Span),
            [0x1f, 0x8b, ..] => Nifti(content),
            _ => null,
        };

    private static (int Width, int Height, int Depth)? Png(ReadOnlySpan<byte> content)
    {
        var whole = content.Length >= 45 && content[12..].StartsWith("IHDR"u8) && content[^8..].StartsWith("IEND"u8);
        return whole ? (BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..]), 1) : null;
    }

    private static (int Width, int Height, int Depth)? Nifti(ReadOnlyMemory<byte> content)
    {
        var header = new byte[NiftiHeaderLength];
        try
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            using var gzip = new GZipStream(stream, CompressionMode.Decompress);
            gzip.ReadExactly(header);
        }
        catch (Exception torn) when (torn is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        var dimensions = header.AsSpan(40, 16);
        if (BinaryPrimitives.ReadInt32LittleEndian(header) != NiftiHeaderLength) return null;
        var count = BinaryPrimitives.ReadInt16LittleEndian(dimensions);
        return count is >= 3 and <= 7
            ? (Dimension(dimensions, 1), Dimension(dimensions, 2), Dimension(dimensions, 3))
            : null;
    }

    private static int Dimension(ReadOnlySpan<byte> dimensions, int index) =>
        BinaryPrimitives.ReadInt16LittleEndian(dimensions[(2 * index)..]);
}
