using System.Buffers;
using VividMed.Imaging.Jpeg;

namespace VividMed.Imaging.Codecs;

/// <summary>Decodes JPEG-LS (ITU-T T.87), lossless and near-lossless, by CharLS.</summary>
internal static class JpegLsDecoder
{
    /// <summary>
    /// Decodes into [row][column][component], little endian, one or two bytes a sample; the frame's size must have been checked against the
    /// target.
    /// </summary>
    public static void Decode(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, Span<byte> target, int sampleBytes)
    {
        OptionalLibrary.CharLs.Require();
        var codedBytes = frame.Precision > 8 ? 2 : 1;
        if (codedBytes > sampleBytes)
        {
            throw new ImageFormatException("codestream-mismatch", $"{frame.Precision}-bit JPEG-LS samples do not fit {sampleBytes} bytes");
        }

        var samples = frame.Width * frame.Height * frame.Components.Length;
        var mixed = codedBytes == sampleBytes && frame.Components.Length == 1;
        var buffer = mixed ? null : ArrayPool<byte>.Shared.Rent(samples * codedBytes);
        try
        {
            var decoded = mixed ? target : buffer.AsSpan(0, samples * codedBytes);
            var planar = DecodeNative(codestream, frame, decoded) && frame.Components.Length > 1;
            if (!mixed) Store(decoded, codedBytes, planar ? frame.Width * frame.Height : 0, frame.Components.Length, target, sampleBytes);
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// CharLS needs a minute to find out that a stream ends without its end marker, and no time where one follows: so one always does.
    /// </summary>
    private static bool DecodeNative(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, Span<byte> decoded)
    {
        var ended = ArrayPool<byte>.Shared.Rent(codestream.Length + 2);
        try
        {
            codestream.CopyTo(ended);
            (ended[codestream.Length], ended[codestream.Length + 1]) = (0xFF, JpegMarkerReader.EndOfImage);
            return DecodeEnded(ended.AsSpan(0, codestream.Length + 2), frame, decoded);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(ended);
        }
    }

    /// <summary>
    /// Fills the buffer, whose size must be exactly what the codestream asks for; true where components come one after the other.
    /// </summary>
    private static unsafe bool DecodeEnded(ReadOnlySpan<byte> codestream, JpegFrameHeader frame, Span<byte> decoded)
    {
        var decoder = CharLs.Create();
        try
        {
            fixed (byte* source = codestream, destination = decoded)
            {
                Check(CharLs.SetSource(decoder, source, (nuint)codestream.Length));
                Check(CharLs.ReadHeader(decoder));
                Check(CharLs.GetFrameInfo(decoder, out var info));
                Check(CharLs.GetInterleaveMode(decoder, out var mode));
                Check(CharLs.GetDestinationSize(decoder, 0, out var bytes));
                if (info.Width != frame.Width || info.Height != frame.Height || info.Components != frame.Components.Length || info.BitsPerSample != frame.Precision || bytes != (nuint)decoded.Length)
                    throw JpegMarkerReader.Malformed("the JPEG-LS frame changes its size");
                Check(CharLs.Decode(decoder, destination, (nuint)decoded.Length, 0));
                return mode == CharLs.Planar;
            }
        }
        finally
        {
            CharLs.Destroy(decoder);
        }
    }

    private static void Store(ReadOnlySpan<byte> decoded, int codedBytes, int plane, int components, Span<byte> target, int sampleBytes)
    {
        var count = decoded.Length / codedBytes;
        target.Clear();
        for (var i = 0; i < count; i++)
        {
            var from = plane == 0 ? i : ((i % components) * plane) + (i / components);
            decoded.Slice(from * codedBytes, codedBytes).CopyTo(target[(i * sampleBytes)..]);
        }
    }

    private static void Check(int result)
    {
        if (result != CharLs.Success) throw JpegMarkerReader.Malformed($"the JPEG-LS decoder gave up (CharLS error {result})");
    }
}
