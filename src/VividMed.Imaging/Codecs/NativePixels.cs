using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// Uncompressed pixel data (PS3.5 section 8.2) to stored values: byte order, packed bits, color planes and shared chroma undone.
/// </summary>
internal static class NativePixels
{
    /// <param name="source">The value of the pixel data.</param>
    /// <param name="layout">What it must hold.</param>
    /// <param name="words">Whether it is stored as 16-bit words (OW), whatever the bits of a sample.</param>
    /// <param name="bigEndian">Whether the most significant byte comes first.</param>
    public static byte[] Decode(ReadOnlySpan<byte> source, PixelLayout layout, bool words = false, bool bigEndian = false)
    {
        var stored = layout.FrameBytes * (long)layout.Frames;
        if (layout.BitsAllocated == 1) return UnpackBits(Whole(source, (stored + 7) / 8), (int)stored, bigEndian && words);
        if (IsSharedChroma(layout, source.Length)) return ExpandChroma(Whole(source, stored / 3 * 2), (int)stored);

        var pixels = GC.AllocateUninitializedArray<byte>(Whole(source, stored).Length);
        source[..pixels.Length].CopyTo(pixels);
        if (bigEndian) Swap(pixels, layout.BitsAllocated == 8 && words ? 16 : layout.BitsAllocated);
        if (layout is { Planar: true, Samples: > 1 }) Interleave(pixels, layout);
        return pixels;
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> source, long needed) => source.Length >= needed
        ? source[..(int)needed]
        : throw new ImageFormatException("truncated-pixel-data", $"pixel data hold {source.Length} of {needed} bytes");

    /// <summary>
    /// Two pixels share one chroma pair: luma, luma, blue, red. Some writers claim it and store full triples all the same.
    /// </summary>
    private static bool IsSharedChroma(PixelLayout layout, int bytes) =>
        layout is { Photometric: "YBR_FULL_422" or "YBR_PARTIAL_422", Samples: 3, BitsAllocated: 8 }
        && layout.Columns % 2 == 0
        && bytes < layout.FrameBytes * (long)layout.Frames;

    private static byte[] ExpandChroma(ReadOnlySpan<byte> source, int length)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(length);
        for (int from = 0, to = 0; to < length; from += 4, to += 6)
        {
            pixels[to] = source[from];
            pixels[to + 3] = source[from + 1];
            pixels[to + 1] = pixels[to + 4] = source[from + 2];
            pixels[to + 2] = pixels[to + 5] = source[from + 3];
        }

        return pixels;
    }

    /// <summary>Least significant bit first; frames are not aligned to bytes.</summary>
    private static byte[] UnpackBits(ReadOnlySpan<byte> source, int count, bool swapped)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(count);
        for (var i = 0; i < count; i++)
        {
            var from = swapped ? Math.Min((i >> 3) ^ 1, source.Length - 1) : i >> 3;
            pixels[i] = (byte)(source[from] >> (i & 7) & 1);
        }

        return pixels;
    }

    private static void Swap(Span<byte> pixels, int bits)
    {
        switch (bits)
        {
            case 16:
                var words = MemoryMarshal.Cast<byte, ushort>(pixels);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 32:
                var longs = MemoryMarshal.Cast<byte, uint>(pixels);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            case 64:
                var doubles = MemoryMarshal.Cast<byte, ulong>(pixels);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
        }
    }

    /// <summary>Plane after plane to sample after sample, within each frame.</summary>
    private static void Interleave(Span<byte> pixels, PixelLayout layout)
    {
        var (size, samples) = (layout.SampleBytes, layout.Samples);
        var count = layout.Rows * layout.Columns;
        var planes = new byte[layout.FrameBytes];
        for (var frame = 0; frame < layout.Frames; frame++)
        {
            var target = pixels.Slice(frame * layout.FrameBytes, layout.FrameBytes);
            target.CopyTo(planes);
            for (var i = 0; i < count; i++)
            {
                for (var s = 0; s < samples; s++)
                {
                    planes.AsSpan(((s * count) + i) * size, size).CopyTo(target[(((i * samples) + s) * size)..]);
                }
            }
        }
    }
}
