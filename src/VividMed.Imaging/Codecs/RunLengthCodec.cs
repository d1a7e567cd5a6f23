using System.Buffers.Binary;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// DICOM's RLE (PS3.5 annex G): each frame is a table of up to 15 offsets and, per sample and byte, most significant first,
/// one segment of PackBits.
/// </summary>
internal static class RunLengthCodec
{
    private const int HeaderBytes = 64;
    private const int MaximumSegments = 15;

    /// <summary>Two bytes make at most 128.</summary>
    private const int MaximumExpansion = 64;

    /// <summary>Whether a frame begins with a table of as many segments as the layout needs, the first right behind the table.</summary>
    public static bool Begins(ReadOnlySpan<byte> frame, PixelLayout layout) =>
        frame.Length >= HeaderBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(frame) == layout.Samples * layout.SampleBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) == HeaderBytes;

    public static byte[] DecodeFrames(FrameSet frames, PixelLayout layout, CancellationToken cancellationToken = default)
    {
        frames.ForEach(i => CheckPlausible(frames[i].Length, layout), cancellationToken);
        var pixels = GC.AllocateUninitializedArray<byte>(layout.FrameBytes * frames.Count);
        frames.ForEach(
            i => DecodeFrame(frames[i].Span, pixels.AsSpan(i * layout.FrameBytes, layout.FrameBytes), layout), cancellationToken);
        return pixels;
    }

    private static void CheckPlausible(int bytes, PixelLayout layout)
    {
        if (bytes < HeaderBytes || (bytes - (long)HeaderBytes) * MaximumExpansion < layout.StoredFrameBytes) throw Truncated();
    }

    /// <summary>Encodes one frame of stored values, little endian, samples interleaved.</summary>
    public static byte[] EncodeFrame(ReadOnlySpan<byte> pixels, int samples, int sampleBytes)
    {
        var stride = samples * sampleBytes;
        var plane = new byte[pixels.Length / stride];
        var segments = new List<byte[]>();
        for (var s = 0; s < stride; s++)
        {
            var from = ByteOffset(s, sampleBytes);
            for (var i = 0; i < plane.Length; i++) plane[i] = pixels[(i * stride) + from];
            segments.Add(Pack(plane));
        }

        var frame = new byte[HeaderBytes + segments.Sum(static segment => segment.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)stride);
        var at = HeaderBytes;
        for (var s = 0; s < stride; s++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4 + (4 * s)), (uint)at);
            segments[s].CopyTo(frame, at);
            at += segments[s].Length;
        }

        return frame;
    }

    /// <summary>
    /// Where segment <paramref name="segment"/> lands within a pixel: segments run from the most significant byte, memory from the least.
    /// </summary>
    private static int ByteOffset(int segment, int sampleBytes) =>
        (segment / sampleBytes * sampleBytes) + sampleBytes - 1 - (segment % sampleBytes);

    private static void DecodeFrame(ReadOnlySpan<byte> frame, Span<byte> pixels, PixelLayout layout)
    {
        var stride = layout.Samples * layout.SampleBytes;
        if (layout is { BitsAllocated: 1, Samples: > 1 })
        {
            throw new ImageFormatException("unsupported-transfer-syntax", "RLE of several 1-bit samples a pixel is not supported");
        }

        var segments = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (segments != stride || segments > MaximumSegments)
        {
            throw new ImageFormatException("malformed-codestream", $"RLE frame has {segments} segments where {stride} are needed");
        }

        for (var s = 0; s < stride; s++)
        {
            var from = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * s))..]);
            var to = s + 1 < stride ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (4 * s))..]) : (uint)frame.Length;
            if (from < HeaderBytes || from > to || to > frame.Length)
            {
                throw new ImageFormatException("malformed-codestream", "an RLE segment lies outside its frame");
            }

            var segment = frame[(int)from..(int)to];
            if (layout.BitsAllocated == 1) UnpackBits(segment, pixels);
            else if (Unpack(segment, pixels[ByteOffset(s, layout.SampleBytes)..], stride) < pixels.Length / stride) throw Truncated();
        }
    }

    /// <summary>Pixels of one bit are packed eight to a byte, each frame by itself; some writers store one a byte.</summary>
    private static void UnpackBits(ReadOnlySpan<byte> segment, Span<byte> pixels)
    {
        var bytes = new byte[pixels.Length];
        var count = Unpack(segment, bytes, stride: 1);
        if (count < (pixels.Length + 7) / 8) throw Truncated();
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = count == pixels.Length ? Math.Min(bytes[i], (byte)1) : (byte)(bytes[i >> 3] >> (i & 7) & 1);
        }
    }

    /// <summary>PackBits into every <paramref name="stride"/>th byte, until those or the source end; gives how many are filled.</summary>
    private static int Unpack(ReadOnlySpan<byte> source, Span<byte> target, int stride)
    {
        var (at, filled) = (0, 0);
        for (var to = 0; to < target.Length;)
        {
            if (at >= source.Length) return filled;
            var control = (sbyte)source[at++];
            if (control == sbyte.MinValue) continue;
            var literal = control >= 0;
            var count = literal ? control + 1 : 1 - control;
            if (source.Length - at < (literal ? count : 1)) return filled;
            for (var i = 0; i < count && to < target.Length; i++, to += stride, filled++) target[to] = source[literal ? at + i : at];
            at += literal ? count : 1;
        }

        return filled;
    }

    private static byte[] Pack(ReadOnlySpan<byte> plane)
    {
        var packed = new List<byte>();
        for (var at = 0; at < plane.Length;)
        {
            var run = RunAt(plane, at);
            if (run >= 2)
            {
                packed.Add((byte)(1 - run));
                packed.Add(plane[at]);
                at += run;
                continue;
            }

            var start = at;
            while (at < plane.Length && at - start < 128 && RunAt(plane, at) < 3) at++;
            packed.Add((byte)(at - start - 1));
            packed.AddRange(plane[start..at]);
        }

        if (packed.Count % 2 != 0) packed.Add(0);
        return [.. packed];
    }

    private static int RunAt(ReadOnlySpan<byte> plane, int at)
    {
        var most = plane.Slice(at, Math.Min(128, plane.Length - at));
        var end = most.IndexOfAnyExcept(plane[at]);
        return end < 0 ? most.Length : end;
    }

    private static ImageFormatException Truncated() => new("truncated-pixel-data", "an RLE segment ends before its pixels do");
}
