using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace VividMed.Imaging.Png;

/// <summary>Reads PNG chunk by chunk: gathers the compressed pixels, then inflates and unfilters them.</summary>
internal static class PngReader
{
    /// <summary>Deflate never shrinks data by more than this factor.</summary>
    private const long MaxDeflateRatio = 1032;

    /// <summary>The header and the samples, row-major, big-endian where a sample has 16 bits.</summary>
    public static (PngHeader Header, byte[] Samples) Read(Stream stream, int maxPixels)
    {
        var signature = new byte[8];
        if (stream.ReadAtLeast(signature, 8, throwOnEndOfStream: false) < 8 || !signature.AsSpan().SequenceEqual(PngHeader.Signature))
            throw new ImageFormatException("not-png", "The file does not begin with the PNG signature.");

        PngHeader? header = null;
        using var data = new MemoryStream();
        while (true)
        {
            var (type, length) = ReadChunkStart(stream);
            if (header is null != (type == "IHDR")) throw Broken("The IHDR chunk is not where it must be.");
            if (type == "IEND") return (header!.Value, Inflate(header.Value, data));
            if (type == "IHDR") header = ReadHeader(ReadChunkBody(stream, type, length, new MemoryStream()), maxPixels);
            else if (type == "IDAT") ReadChunkBody(stream, type, length, data);
            else if (char.IsAsciiLetterUpper(type[0])) throw new ImageFormatException("unsupported-png", "The PNG has a palette or another critical chunk that is not read.");
            else ReadChunkBody(stream, type, length, Stream.Null);
        }
    }

    private static (string Type, uint Length) ReadChunkStart(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        Fill(stream, start);
        foreach (var letter in start[4..])
        {
            if (!char.IsAsciiLetter((char)letter)) throw Broken("A chunk has no valid name.");
        }

        return (System.Text.Encoding.ASCII.GetString(start[4..]), BinaryPrimitives.ReadUInt32BigEndian(start));
    }

    /// <summary>Copies the body piece by piece, so that a lying length costs no memory, and checks its CRC.</summary>
    private static TStream ReadChunkBody<TStream>(Stream stream, string type, uint length, TStream target)
        where TStream : Stream
    {
        var crc = new Crc32();
        crc.Append(System.Text.Encoding.ASCII.GetBytes(type));
        var buffer = new byte[Math.Min(length, 65536)];
        for (var left = length; left > 0;)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, (uint)buffer.Length));
            Fill(stream, piece);
            crc.Append(piece);
            target.Write(piece);
            left -= (uint)piece.Length;
        }

        Span<byte> stored = stackalloc byte[4];
        Fill(stream, stored);
        if (BinaryPrimitives.ReadUInt32BigEndian(stored) != crc.GetCurrentHashAsUInt32()) throw Broken("A chunk's checksum is wrong.");
        return target;
    }

    private static PngHeader ReadHeader(MemoryStream body, int maxPixels)
    {
        if (body.Length != 13) throw Broken("The IHDR chunk has a wrong length.");

        var fields = body.ToArray();
        var header = new PngHeader(
            BinaryPrimitives.ReadInt32BigEndian(fields), BinaryPrimitives.ReadInt32BigEndian(fields.AsSpan(4)), fields[8],
            (PngColor)fields[9]);
        if (header.Width <= 0 || header.Height <= 0) throw Broken("The image has no pixels.");
        if ((long)header.Width * header.Height > maxPixels)
            throw new ImageFormatException(
                "too-large", $"The PNG has {header.Width} x {header.Height} pixels, more than the limit of {maxPixels}.");

        var supported = (header.BitDepth, header.Color) is (8 or 16, PngColor.Gray) or (8, PngColor.Rgb);
        if (!supported || fields[10] != 0 || fields[11] != 0 || fields[12] != 0)
            throw new ImageFormatException("unsupported-png", "Only 8- and 16-bit gray and 8-bit RGB PNGs without interlacing are read.");
        return header;
    }

    private static byte[] Inflate(PngHeader header, MemoryStream data)
    {
        var rowBytes = header.BytesPerRow;
        var total = rowBytes * header.Height;
        if (total > data.Length * MaxDeflateRatio || total > Array.MaxLength) throw Truncated();

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var samples = new byte[total];
        ReadOnlySpan<byte> above = new byte[rowBytes];
        Span<byte> filter = stackalloc byte[1];
        try
        {
            for (var y = 0; y < header.Height; y++)
            {
                var row = samples.AsSpan((int)(y * rowBytes), (int)rowBytes);
                if (zlib.Read(filter) == 0 || zlib.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length) throw Truncated();
                if (filter[0] > PngFilter.Paeth) throw Broken("A row has an unknown filter.");
                PngFilter.Undo(filter[0], row, above, header.BytesPerPixel);
                above = row;
            }
        }
        catch (InvalidDataException e)
        {
            throw new ImageFormatException("broken-png", "The PNG's compressed pixels are damaged.", e);
        }

        return samples;
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Truncated();
    }

    private static ImageFormatException Truncated() => new("truncated-pixel-data", "The PNG ends before its last pixel.");

    private static ImageFormatException Broken(string message) => new("broken-png", message);
}
