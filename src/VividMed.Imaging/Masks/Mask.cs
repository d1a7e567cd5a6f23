using System.Numerics;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Masks;

/// <summary>A binary mask on an image grid, x fastest, then y, then z; a 2-D mask has depth 1. Packed, one bit a voxel.</summary>
public sealed class Mask(int width, int height, int depth)
{
    private readonly ulong[] _bits = new ulong[checked((((long)width * height * depth) + 63) / 64)];

    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Depth { get; } = depth;

    /// <summary>How many voxels the grid has.</summary>
    public long Length => (long)Width * Height * Depth;

    /// <summary>The packed voxels, lowest bit first; bits beyond the grid are clear.</summary>
    internal Span<ulong> Words => _bits;

    /// <summary>The voxel at (x, y, z). An index is not held against its axis: one too large falls into a later row or slice.</summary>
    public bool this[int x, int y, int z]
    {
        get => this[Index(x, y, z)];
        set => this[Index(x, y, z)] = value;
    }

    /// <summary>The voxel at a linear index, x fastest.</summary>
    public bool this[long index]
    {
        get => (_bits[index >> 6] >> (int)(index & 63) & 1) != 0;
        set
        {
            if (value) _bits[index >> 6] |= 1UL << (int)(index & 63);
            else _bits[index >> 6] &= ~(1UL << (int)(index & 63));
        }
    }

    /// <summary>How many voxels are set.</summary>
    public long Count()
    {
        var count = 0L;
        foreach (var word in _bits) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>
    /// The linear index of the first set voxel at or after <paramref name="from"/>, or -1. Empty words cost one comparison.
    /// </summary>
    public long NextSet(long from) => Next(from, flip: 0);

    /// <summary>The linear index of the first clear voxel at or after <paramref name="from"/>, or -1.</summary>
    public long NextClear(long from)
    {
        var index = Next(from, flip: ulong.MaxValue);
        return index < Length ? index : -1;
    }

    /// <summary>Sets the voxels of the linear range [start, end).</summary>
    public void SetRange(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        for (var index = start; index < end;)
        {
            var offset = (int)(index & 63);
            var length = (int)Math.Min(64 - offset, end - index);
            _bits[index >> 6] |= (ulong.MaxValue >> (64 - length)) << offset;
            index += length;
        }
    }

    /// <summary>The smallest box around all set voxels, or null where none is set.</summary>
    public Box? Bounds()
    {
        var (x0, y0, z0, x1, y1, z1) = (int.MaxValue, int.MaxValue, int.MaxValue, 0, 0, 0);
        for (var start = NextSet(0); start >= 0;)
        {
            var (y, z) = ((int)(start / Width % Height), (int)(start / Width / Height));
            var rowStart = start - (start % Width);
            var end = NextClear(start);
            var rowEnd = rowStart + Width;
            if (end < 0 || end > rowEnd) end = rowEnd;
            (x0, x1) = (Math.Min(x0, (int)(start - rowStart)), Math.Max(x1, (int)(end - rowStart)));
            (y0, y1) = (Math.Min(y0, y), Math.Max(y1, y + 1));
            (z0, z1) = (Math.Min(z0, z), z + 1);
            start = NextSet(end);
        }

        return x1 == 0 ? null : new Box(x0, y0, z0, x1, y1, z1);
    }

    private long Next(long from, ulong flip)
    {
        if (from >= Length) return -1;

        var position = from >> 6;
        var word = (_bits[position] ^ flip) & (ulong.MaxValue << (int)(from & 63));
        while (word == 0)
        {
            if (++position == _bits.Length) return -1;
            word = _bits[position] ^ flip;
        }

        return (position << 6) + BitOperations.TrailingZeroCount(word);
    }

    private long Index(int x, int y, int z) => x + (Width * (y + ((long)Height * z)));
}
