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
    public static byte[] Decode(ReadOnlySpan<byte> source, PixelLayout layout, bool words = false, bool bigEndian = false) =>
        Decode(source, layout, new FrameRange(0, layout.Frames), words, bigEndian);

    /// <summary>Decodes some of the layout's frames; those behind them need not be there.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> source, PixelLayout layout, FrameRange range, bool words, bool bigEndian)
    {
        var shared = IsSharedChroma(layout, source.Length);
        var frameBits = layout.BitsAllocated == 1 ? layout.FrameSamples : layout.FrameBytes / (shared ? 3 : 1) * (shared ? 2L : 1L) * 8;
        var (from, end) = (range.First * frameBits / 8, (((range.First + range.Count) * frameBits) + 7) / 8);
        if (source.Length < end) throw Truncated(source.Length, layout, frameBits);

        var unit = !bigEndian ? 1 : layout.BitsAllocated >= 16 ? layout.BitsAllocated / 8 : words ? 2 : 1;
        var stored = InOrder(source, from, end, unit);
        if (layout.BitsAllocated == 1) return UnpackBits(stored, (int)(range.First * frameBits % 8), (int)(range.Count * frameBits));
        if (shared) return ExpandChroma(stored, layout.FrameBytes * range.Count);
        var pixels = stored.ToArray();
        if (layout is { Planar: true, Samples: > 1 }) Interleave(pixels, layout, range.Count);
        return pixels;
    }

    /// <summary>
    /// The bytes from one place to another, least significant first. Words are turned round whole, before anything is cut: the last byte
    /// of an odd number lies in the first half of its word.
    /// </summary>
    private static ReadOnlySpan<byte> InOrder(ReadOnlySpan<byte> source, long from, long end, int unit)
    {
        if (unit == 1) return source[(int)from..(int)end];
        var first = from / unit * unit;
        var turned = source[(int)first..(int)Math.Min(source.Length, (end + unit - 1) / unit * unit)].ToArray();
        Swap(turned, unit);
        return turned.AsSpan((int)(from - first), (int)(end - from));
    }

    private static void Swap(Span<byte> bytes, int unit)
    {
        switch (unit)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var longs = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            default:
                var doubles = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(doubles, doubles);
                break;
        }
    }

    private static ImageFormatException Truncated(long bytes, PixelLayout layout, long frameBits)
    {
        var where = layout.Frames == 1 ? "" : $": frame {(bytes * 8 / frameBits) + 1} of {layout.Frames} is the first that is not whole";
        return new("truncated-pixel-data", $"pixel data hold {bytes} of {((frameBits * layout.Frames) + 7) / 8} bytes{where}");
    }

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
    private static byte[] UnpackBits(ReadOnlySpan<byte> source, int skip, int count)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(count);
        for (var i = 0; i < count; i++) pixels[i] = (byte)(source[(skip + i) >> 3] >> ((skip + i) & 7) & 1);
        return pixels;
    }

    /// <summary>Plane after plane to sample after sample, within each frame.</summary>
    private static void Interleave(Span<byte> pixels, PixelLayout layout, int frames)
    {
        var (size, samples) = (layout.SampleBytes, layout.Samples);
        var count = layout.Rows * layout.Columns;
        var planes = new byte[layout.FrameBytes];
        for (var frame = 0; frame < frames; frame++)
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
