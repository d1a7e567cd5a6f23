using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace VividMed.Imaging;

/// <summary>Reads differences from entropy-coded data whose stuffed bytes have been removed; at least eight bytes of padding follow the data.</summary>
internal ref struct LosslessBitReader(ReadOnlySpan<byte> padded, int length)
{
    private readonly ReadOnlySpan<byte> _data = padded;
    private readonly long _end = length * 8L;
    private long _position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort Next(LosslessHuffmanTable table)
    {
        if (_position >= _end) throw Truncated();
        var window = BinaryPrimitives.ReadUInt64BigEndian(_data[(int)(_position >> 3)..]) << (int)(_position & 7);
        var entry = table.Complete[(int)(window >> (64 - LosslessHuffmanTable.LookupBits))];
        if (entry != 0)
        {
            _position += entry & 0xFF;
            return (ushort)(entry >> 8);
        }

        var difference = table.DecodeLong(window, out var taken);
        _position += taken;
        return (ushort)difference;
    }

    /// <summary>Refuses data whose last code ran into the padding.</summary>
    public readonly void CheckEnd()
    {
        if (_position > _end) throw Truncated();
    }

    private static ImageFormatException Truncated() => new("truncated-pixel-data", "the JPEG data end before the last pixel");
}
