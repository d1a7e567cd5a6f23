namespace VividMed.Imaging;

/// <summary>A binary mask on an image grid, x fastest, then y, then z; a 2-D mask has depth 1. Packed, one bit a voxel.</summary>
public sealed class Mask(int width, int height, int depth)
{
    private readonly ulong[] _bits = new ulong[checked((((long)width * height * depth) + 63) / 64)];

    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Depth { get; } = depth;

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
    public long Count() => _bits.Sum(static word => (long)System.Numerics.BitOperations.PopCount(word));

    private long Index(int x, int y, int z) => x + (Width * (y + ((long)Height * z)));
}
