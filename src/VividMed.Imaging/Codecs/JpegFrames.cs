using System.Runtime.InteropServices;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// Frames of the JPEG family, decoded by what their own headers say; the transfer syntax is known to name the wrong process at times.
/// </summary>
internal static class JpegFrames
{
    /// <param name="frames">One codestream a frame.</param>
    /// <param name="layout">What the data set says of each.</param>
    /// <param name="syntax">The transfer syntax by name and UID, for whoever reads that it is not supported.</param>
    /// <param name="limit">The most bytes that a decoder may take for one frame.</param>
    /// <param name="cancellationToken">Looked at before each frame.</param>
    public static byte[] Decode(FrameSet frames, PixelLayout layout, string syntax, long limit, CancellationToken cancellationToken)
    {
        var headers = new JpegFrameHeader?[frames.Count];
        frames.ForEach(i => headers[i] = ReadHeader(frames[i].Span, layout, syntax, limit), cancellationToken);
        var pixels = GC.AllocateUninitializedArray<byte>(layout.FrameBytes * frames.Count);
        frames.ForEach(i => DecodeFrame(frames[i].Span, headers[i], layout, pixels, i * layout.FrameBytes), cancellationToken);
        return pixels;
    }

    private static void DecodeFrame(ReadOnlySpan<byte> frame, JpegFrameHeader? header, PixelLayout layout, byte[] pixels, int offset)
    {
        var target = pixels.AsSpan(offset, layout.FrameBytes);
        if (header is null)
        {
            var coded = Jpeg2000Decoder.Decode(frame, layout, target);
            if (layout.BitsAllocated == 1 && target.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0)
            {
                throw Mismatch("the JPEG 2000 image has values above 1, and one bit is allocated");
            }

            Settle(target, layout, coded.Precision, lossy: !coded.IsReversible);
            return;
        }

        var bytes = layout.BitsAllocated == 8;
        if (bytes && header.IsEightBitTransform && layout.Samples == 1) JpegCodec.DecodeGray(frame, header, pixels, offset);
        else if (bytes && header.IsEightBitTransform && layout.Photometric == "RGB") StoreColor(JpegCodec.DecodeColor(frame, header), target);
        else if (header.IsTransform) TransformJpegDecoder.Decode(frame, header, target, layout.SampleBytes);
        else if (header.IsJpegLs) JpegLsDecoder.Decode(frame, header, target, layout.SampleBytes);
        else LosslessJpegDecoder.Decode(frame, header, target, layout.SampleBytes);

        var shift = layout.BitsAllocated - header.Precision;
        if (layout.Representation == 1 && shift > 0) ExtendSign(target, layout.SampleBytes, shift);
        Settle(target, layout, header.Precision, lossy: header.IsTransform);
    }

    /// <summary>
    /// A codestream of no more bits than the data set stores has the value itself, wherever the data set has its high bit. One of more
    /// bits has the whole allocated sample.
    /// </summary>
    private static void Settle(Span<byte> target, PixelLayout layout, int precision, bool lossy)
    {
        if (precision <= layout.BitsStored) return;
        if (lossy) StoredBits.Clamp(target, layout);
        else StoredBits.Normalize(target, layout);
    }

    /// <summary>Reads and checks one frame's header, before anything is allocated for the pixels it claims; null for JPEG 2000.</summary>
    private static JpegFrameHeader? ReadHeader(ReadOnlySpan<byte> frame, PixelLayout layout, string syntax, long limit)
    {
        if (Jpeg2000Header.Begins(frame))
        {
            Jpeg2000Decoder.Check(frame, layout, limit);
            return null;
        }

        var header = JpegFrameHeader.Read(frame);
        if (!header.IsLossless && !header.IsTransform && !header.IsJpegLs)
        {
            throw new ImageFormatException("unsupported-transfer-syntax",
                $"transfer syntax {syntax} with {header.Precision}-bit samples of JPEG process {header.Process:X2} is not supported");
        }

        if (header.Width != layout.Columns || header.Height != layout.Rows || header.Components.Length != layout.Samples)
        {
            throw Mismatch($"the JPEG has {header.Components.Length} x {header.Width} x {header.Height} samples, the data set {layout.Samples} x {layout.Columns} x {layout.Rows}");
        }

        var fits = header.IsEightBitTransform
            ? layout is { BitsAllocated: 8, Samples: 1 or 3 } or { BitsAllocated: 16, Samples: 1 }
            : layout.BitsAllocated is 8 or 16;
        if (!fits)
        {
            throw Mismatch($"{header.Precision}-bit JPEG samples do not go with {layout.BitsAllocated} bits allocated and {layout.Samples} samples a pixel");
        }

        header.CheckPlausible(frame.Length);
        return header;
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

    private static void StoreColor(ReadOnlySpan<byte> rgba, Span<byte> target)
    {
        for (int from = 0, to = 0; to < target.Length; from += 4, to += 3) rgba.Slice(from, 3).CopyTo(target[to..]);
    }

    private static ImageFormatException Mismatch(string message) => new("codestream-mismatch", message);
}
