using System.Buffers.Binary;

namespace VividMed.Imaging.Jpeg;

/// <summary>The tables and settings that a transformed JPEG gives before and between its scans.</summary>
internal sealed class JpegTables
{
    private readonly HuffmanTable?[] _dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[4];
    private readonly ushort[]?[] _quantization = new ushort[]?[4];

    /// <summary>Units (MCUs) between restart markers; 0 for none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>Takes a segment in; those of other kinds are passed over.</summary>
    public void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == JpegMarkerReader.HuffmanTables) ReadHuffman(segment);
        else if (marker == JpegMarkerReader.QuantizationTables) ReadQuantization(segment);
        else if (marker == JpegMarkerReader.RestartInterval && segment.Length >= 2) RestartInterval =
            BinaryPrimitives.ReadUInt16BigEndian(segment);
    }

    public HuffmanTable Dc(int number) => _dc[number & 3] ?? throw Missing("Huffman");

    public HuffmanTable Ac(int number) => _ac[number & 3] ?? throw Missing("Huffman");

    /// <summary>64 factors in the order of the coefficients' zigzag.</summary>
    public ushort[] Quantization(int number) => _quantization[number & 3] ?? throw Missing("quantisation");

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length < 17) throw JpegMarkerReader.Malformed("a Huffman table is cut off");
            var counts = segment.Slice(1, 16);
            var symbols = 0;
            foreach (var count in counts) symbols += count;
            if (symbols > 256 || segment.Length < 17 + symbols || (segment[0] & 15) > 3)
            {
                throw JpegMarkerReader.Malformed("a Huffman table is cut off or has no place");
            }

            (segment[0] < 16 ? _dc : _ac)[segment[0] & 15] = new HuffmanTable(counts, segment.Slice(17, symbols));
            segment = segment[(17 + symbols)..];
        }
    }

    private void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (wide, number) = (segment[0] >> 4 == 1, segment[0] & 15);
            var length = wide ? 128 : 64;
            if (number > 3 || segment[0] > 0x1F || segment.Length < 1 + length)
            {
                throw JpegMarkerReader.Malformed("a quantization table is cut off or has no place");
            }

            var table = new ushort[64];
            for (var i = 0; i < 64; i++) table[i] = wide ? BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]) : segment[1 + i];
            _quantization[number] = table;
            segment = segment[(1 + length)..];
        }
    }

    private static ImageFormatException Missing(string kind) =>
        JpegMarkerReader.Malformed($"a scan needs a {kind} table that was not given");
}

/// <summary>The order in which a JPEG block's coefficients are coded (ITU-T T.81 figure A.6).</summary>
internal static class Zigzag
{
    /// <summary>For each place in the code the place in the block, row by row.</summary>
    public static byte[] Natural { get; } = Walk();

    private static byte[] Walk()
    {
        var order = new byte[64];
        var at = 0;
        for (var diagonal = 0; diagonal < 15; diagonal++)
        {
            for (var step = Math.Max(0, diagonal - 7); step <= Math.Min(7, diagonal); step++)
            {
                var (row, column) = diagonal % 2 == 1 ? (step, diagonal - step) : (diagonal - step, step);
                order[at++] = (byte)((row * 8) + column);
            }
        }

        return order;
    }
}
