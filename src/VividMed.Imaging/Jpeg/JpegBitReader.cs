using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace VividMed.Imaging.Jpeg;

/// <summary>Reads entropy-coded data whose stuffed bytes have been removed; at least eight bytes of padding follow the data.</summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> padded, int length)
{
    private const int Unused = 64 - LosslessHuffmanTable.LookupBits;

    private readonly ReadOnlySpan<byte> _data = padded;
    private readonly long _end = length * 8L;
    private long _position;

    /// <summary>Reads a whole row of one component.</summary>
    public void ReadRow(Span<ushort> row, LosslessHuffmanTable table)
    {
        var lookup = table.Complete;
        var x = 0;
        while (x + 4 <= row.Length && _position < _end)
        {
            // Four look-ups take at most 48 of the 57 bits at hand. A miss leaves the window as it is, so all behind it miss too
            // and the last tells for all. The shifts use the low six bits of an entry: the bits taken.
            var window = Window();
            var first = lookup[(int)(window >> Unused)];
            window <<= first;
            var second = lookup[(int)(window >> Unused)];
            window <<= second;
            var third = lookup[(int)(window >> Unused)];
            window <<= third;
            var fourth = lookup[(int)(window >> Unused)];
            if (fourth == 0)
            {
                row[x++] = Next(table);
                continue;
            }

            _position += (first & 63) + (second & 63) + (third & 63) + (fourth & 63);
            var four = row.Slice(x, 4);
            four[0] = (ushort)(first >> 8);
            four[1] = (ushort)(second >> 8);
            four[2] = (ushort)(third >> 8);
            four[3] = (ushort)(fourth >> 8);
            x += 4;
        }

        while (x < row.Length) row[x++] = Next(table);
    }

    public ushort Next(LosslessHuffmanTable table)
    {
        if (_position >= _end) throw Truncated();
        var window = Window();
        var entry = table.Complete[(int)(window >> Unused)];
        if (entry != 0)
        {
            _position += entry & 0xFF;
            return (ushort)(entry >> 8);
        }

        var difference = table.DecodeLong(window, out var taken);
        _position += taken;
        return (ushort)difference;
    }

    /// <summary>The next symbol of a Huffman code.</summary>
    public int Symbol(HuffmanTable table)
    {
        if (_position >= _end) throw Truncated();
        var symbol = table.Decode(Window(), out var length);
        _position += length;
        return symbol;
    }

    /// <summary>The next <paramref name="count"/> bits, 0 to 16, as a number.</summary>
    public int Bits(int count)
    {
        if (count == 0) return 0;
        if (_position >= _end) throw Truncated();
        var bits = (int)(Window() >> (64 - count));
        _position += count;
        return bits;
    }

    /// <summary>The next <paramref name="count"/> bits as a signed number, in the manner of ITU-T T.81 table F.1.</summary>
    public int Signed(int count)
    {
        var bits = Bits(count);
        return count == 0 || bits >= 1 << (count - 1) ? bits : bits - (1 << count) + 1;
    }

    /// <summary>Refuses data whose last code ran into the padding.</summary>
    public readonly void CheckEnd()
    {
        if (_position > _end) throw Truncated();
    }

    /// <summary>The next 57 bits or more, most significant first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Window() => BinaryPrimitives.ReadUInt64BigEndian(_data[(int)(_position >> 3)..]) << (int)(_position & 7);

    private static ImageFormatException Truncated() => new("truncated-pixel-data", "the JPEG data end before the last pixel");
}
