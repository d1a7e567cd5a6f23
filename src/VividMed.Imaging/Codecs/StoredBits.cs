using System.Numerics;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// Brings decoded samples to what they stand for (PS3.5 section 8.1.1): the bits up to the high bit moved down, those above the value,
/// where old files keep overlays, cleared or, of signed values, filled with the sign.
/// </summary>
internal static class StoredBits
{
    private const string Cleared = "bits outside the stored values were in use and have been cleared";

    /// <summary>In place.</summary>
    /// <param name="pixels">Whole samples of the allocated width, little endian.</param>
    /// <param name="layout">Where in a sample the value lies.</param>
    /// <returns>What was found outside the values and what became of it; null where there was nothing.</returns>
    public static string? Normalize(Span<byte> pixels, PixelLayout layout)
    {
        if (layout.IsFloat || layout.BitsAllocated == 1 || layout.BitsStored == layout.BitsAllocated) return null;
        return (layout.BitsAllocated, layout.Representation) switch
        {
            (8, 0) => Mask(pixels, layout),
            (16, 0) => Mask(MemoryMarshal.Cast<byte, ushort>(pixels), layout),
            (32, 0) => Mask(MemoryMarshal.Cast<byte, uint>(pixels), layout),
            (64, 0) => Mask(MemoryMarshal.Cast<byte, ulong>(pixels), layout),
            (8, _) => Extend(MemoryMarshal.Cast<byte, sbyte>(pixels), layout),
            (16, _) => Extend(MemoryMarshal.Cast<byte, short>(pixels), layout),
            (32, _) => Extend(MemoryMarshal.Cast<byte, int>(pixels), layout),
            _ => Extend(MemoryMarshal.Cast<byte, long>(pixels), layout),
        };
    }

    /// <summary>What lossy compression made of values near the ends is kept within the range, not wrapped around it.</summary>
    public static void Clamp(Span<byte> pixels, PixelLayout layout)
    {
        var (signed, half) = (layout.Representation == 1, 1L << (layout.BitsStored - 1));
        var (least, most) = signed ? (-half, half - 1) : (0, (2 * half) - 1);
        if (layout.BitsAllocated == 8 && !signed)
        {
            foreach (ref var value in pixels) value = (byte)Math.Min(value, most);
        }
        else if (layout.BitsAllocated == 16 && !signed)
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, ushort>(pixels)) value = (ushort)Math.Min(value, most);
        }
        else if (layout.BitsAllocated == 16)
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, short>(pixels)) value = (short)Math.Clamp(value, least, most);
        }
    }

    private static string? Mask<T>(Span<T> values, PixelLayout layout)
        where T : unmanaged, IBinaryInteger<T>
    {
        var mask = (T.One << layout.BitsStored) - T.One;
        var used = Or(values);
        var shift = layout.LowBit;
        if (shift > 0 && ((used & ~mask) != T.Zero || TrailingZeros(used) >= shift))
        {
            foreach (ref var value in values) value = (value >> shift) & mask;
            return (used & ~(mask << shift)) != T.Zero ? Cleared : null;
        }

        if ((used & ~mask) == T.Zero) return null;
        foreach (ref var value in values) value &= mask;
        return Cleared;
    }

    private static string? Extend<T>(Span<T> values, PixelLayout layout)
        where T : unmanaged, IBinaryInteger<T>
    {
        var unused = layout.BitsAllocated - layout.BitsStored;
        if (layout.LowBit > 0 && (TrailingZeros(Or(values)) >= layout.LowBit || !AllFit(values, unused)))
        {
            var above = unused - layout.LowBit;
            foreach (ref var value in values) value = value << above >> unused;
            return null;
        }

        var (least, most) = Range(values);
        var half = T.One << (layout.BitsStored - 1);
        if (least >= -half && most < half) return null;

        // Negative values with their sign throughout show that the writer extends signs himself: then the values above are meant.
        if (least < T.Zero && least >= -half && most - half < half) return "values need more bits than the file says and have been kept";
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (ref var vector in vectors) vector = vector << unused >> unused;
        foreach (ref var value in values[(vectors.Length * Vector<T>.Count)..]) value = value << unused >> unused;
        return null;
    }

    private static (T Least, T Most) Range<T>(Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (lows, highs) = (new Vector<T>(values.IsEmpty ? T.Zero : values[0]), new Vector<T>(values.IsEmpty ? T.Zero : values[0]));
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (var vector in vectors) (lows, highs) = (Vector.Min(lows, vector), Vector.Max(highs, vector));
        var (least, most) = (lows[0], highs[0]);
        for (var i = 1; i < Vector<T>.Count; i++) (least, most) = (T.Min(least, lows[i]), T.Max(most, highs[i]));
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..]) (least, most) = (T.Min(least, value), T.Max(most, value));
        return (least, most);
    }

    /// <summary>
    /// A file may name a high bit above the value and store it at the bottom all the same. That is proven where low bits are in use and
    /// no value needs the high ones.
    /// </summary>
    private static bool AllFit<T>(Span<T> values, int unused)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var value in values)
        {
            if (value << unused >> unused != value) return false;
        }

        return true;
    }

    private static T Or<T>(Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var used = Vector<T>.Zero;
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        foreach (var vector in vectors) used |= vector;
        var all = T.Zero;
        for (var i = 0; i < Vector<T>.Count; i++) all |= used[i];
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..]) all |= value;
        return all;
    }

    private static int TrailingZeros<T>(T value)
        where T : unmanaged, IBinaryInteger<T> => int.CreateTruncating(T.TrailingZeroCount(value));
}
