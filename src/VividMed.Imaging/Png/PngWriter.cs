using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace VividMed.Imaging.Png;

/// <summary>
/// Writes PNG: one IHDR, one IDAT, one IEND. Gray pictures of 8 bits are photographs, whose noise repeats nowhere: their residuals are
/// entropy-coded alone, a tenth of the work of looking for repetitions, and no larger. Pictures with writing and drawings go to zlib.
/// </summary>
internal static class PngWriter
{
    private static readonly byte[] Photograph = [PngFilter.Up, PngFilter.Sub, PngFilter.Average, PngFilter.Paeth];
    private static readonly byte[] Drawing = [PngFilter.Up, PngFilter.Sub, PngFilter.Paeth];

    public static void Write(Stream stream, PngHeader header, ReadOnlySpan<byte> samples)
    {
        if (header.Width <= 0 || header.Height <= 0 || samples.Length != header.BytesPerRow * header.Height)
            throw new ArgumentException("The pixels do not fill the image.", nameof(samples));

        var isPhotograph = header is { Color: PngColor.Gray, BitDepth: 8 };
        using var data = new MemoryStream(isPhotograph ? samples.Length / 4 * 3 : 0);
        using (Stream zlib = isPhotograph ? new ResidualStream(data) : new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            WriteRows(zlib, header, samples, isPhotograph ? Photograph : Drawing);
        }

        stream.Write(PngHeader.Signature);
        Span<byte> fields = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(fields, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(fields[4..], header.Height);
        (fields[8], fields[9]) = ((byte)header.BitDepth, (byte)header.Color);
        WriteChunk(stream, "IHDR"u8, fields);
        WriteChunk(stream, "IDAT"u8, data.GetBuffer().AsSpan(0, checked((int)data.Length)));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static void WriteRows(Stream stream, PngHeader header, ReadOnlySpan<byte> samples, byte[] filters)
    {
        var rowBytes = checked((int)header.BytesPerRow);
        ReadOnlySpan<byte> above = new byte[rowBytes];
        var (best, trial) = (new byte[rowBytes + 1], new byte[rowBytes + 1]);
        for (var y = 0; y < header.Height; y++)
        {
            var row = samples.Slice(y * rowBytes, rowBytes);
            var bestSum = long.MaxValue;
            foreach (var filter in filters)
            {
                trial[0] = filter;
                var sum = PngFilter.Apply(filter, row, above, header.BytesPerPixel, trial.AsSpan(1));
                if (sum >= bestSum) continue;
                (best, trial, bestSum) = (trial, best, sum);
            }

            stream.Write(best);
            above = row;
        }
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        stream.Write(number);
    }
}
