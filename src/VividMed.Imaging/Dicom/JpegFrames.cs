using System.Runtime.InteropServices;

namespace VividMed.Imaging;

/// <summary>JPEG frames, decoded by what their own headers say; the transfer syntax is known to name the wrong process at times.</summary>
internal static class JpegFrames
{
    public static byte[] Decode(IReadOnlyList<ReadOnlyMemory<byte>> frames, PixelLayout layout, TransferSyntax syntax)
    {
        var headers = frames.Select(frame => ReadHeader(frame.Span, layout, syntax)).ToArray();
        var pixels = GC.AllocateUninitializedArray<byte>(layout.FrameBytes * layout.Frames);
        for (var i = 0; i < frames.Count; i++)
        {
            if (headers[i].IsLossless) DecodeLossless(frames[i].Span, headers[i], layout, pixels.AsSpan(i * layout.FrameBytes, layout.FrameBytes));
            else if (layout.Samples == 1) JpegCodec.DecodeGray(frames[i].Span, headers[i], pixels, i * layout.FrameBytes);
            else StoreColour(JpegCodec.DecodeColour(frames[i].Span, headers[i]), pixels.AsSpan(i * layout.FrameBytes, layout.FrameBytes), layout.Photometric);
        }

        return pixels;
    }

    /// <summary>Reads and checks one frame's header, before anything is allocated for the pixels it claims.</summary>
    private static JpegFrameHeader ReadHeader(ReadOnlySpan<byte> frame, PixelLayout layout, TransferSyntax syntax)
    {
        var header = JpegFrameHeader.Read(frame);
        if (!header.IsLossless && !header.IsEightBitTransform)
        {
            throw new ImageFormatException("unsupported-transfer-syntax",
                $"transfer syntax {syntax.Name} ({syntax.Uid}) with {header.Precision}-bit samples of JPEG process {header.Process:X2} is not supported");
        }

        if (header.Width != layout.Columns || header.Height != layout.Rows || header.Components.Length != layout.Samples)
        {
            throw Mismatch($"the JPEG has {header.Components.Length} x {header.Width} x {header.Height} samples, the data set {layout.Samples} x {layout.Columns} x {layout.Rows}");
        }

        var fits = header.IsLossless ? layout.BitsAllocated is 8 or 16 : layout is { BitsAllocated: 8, Samples: 1 or 3 };
        if (!fits) throw Mismatch($"{header.Precision}-bit JPEG samples do not go with {layout.BitsAllocated} bits allocated and {layout.Samples} samples a pixel");
        header.CheckPlausible(frame.Length);
        return header;
    }

    private static void DecodeLossless(ReadOnlySpan<byte> frame, JpegFrameHeader header, PixelLayout layout, Span<byte> target)
    {
        LosslessJpegDecoder.Decode(frame, header, target, layout.SampleBytes);
        var shift = layout.BitsAllocated - header.Precision;
        if (layout.Representation == 1 && shift > 0) ExtendSign(target, layout.SampleBytes, shift);
    }

    /// <summary>JPEG samples have no sign: those of fewer bits than the data set allocates carry it in their own highest bit.</summary>
    private static void ExtendSign(Span<byte> target, int sampleBytes, int shift)
    {
        if (sampleBytes == 1)
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, sbyte>(target)) value = (sbyte)((sbyte)(value << shift) >> shift);
        }
        else
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, short>(target)) value = (short)((short)(value << shift) >> shift);
        }
    }

    /// <summary>The decoder always gives RGB; where the data set says luma and chroma, stored values are those (ITU-T T.871, rounded).</summary>
    private static void StoreColour(ReadOnlySpan<byte> rgba, Span<byte> target, string photometric)
    {
        var chroma = photometric.StartsWith("YBR_FULL", StringComparison.Ordinal);
        for (int from = 0, to = 0; to < target.Length; from += 4, to += 3)
        {
            var (red, green, blue) = (rgba[from], rgba[from + 1], rgba[from + 2]);
            (target[to], target[to + 1], target[to + 2]) = chroma ? ToChroma(red, green, blue) : (red, green, blue);
        }
    }

    private static (byte Luma, byte Blue, byte Red) ToChroma(int red, int green, int blue) => (
        Rounded((0.299 * red) + (0.587 * green) + (0.114 * blue)),
        Rounded(128 - (0.168736 * red) - (0.331264 * green) + (0.5 * blue)),
        Rounded(128 + (0.5 * red) - (0.418688 * green) - (0.081312 * blue)));

    private static byte Rounded(double value) => (byte)Math.Clamp((int)Math.Round(value), 0, 255);

    private static ImageFormatException Mismatch(string message) => new("codestream-mismatch", message);
}
