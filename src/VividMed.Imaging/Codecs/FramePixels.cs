using System.IO.Compression;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Codecs;

/// <summary>
/// Frames that are encapsulated as they are (encapsulated uncompressed) or deflated one by one (deflated image frame compression).
/// </summary>
internal static class FramePixels
{
    public static byte[] Decode(FrameSet frames, PixelLayout layout, bool deflated, CancellationToken cancellationToken)
    {
        var stored = layout.StoredFrameBytes;
        var pixels = new byte[layout.FrameBytes * frames.Count];
        var buffer = new byte[stored];
        frames.ForEach(
            i =>
            {
                if (deflated) Inflate(frames[i], buffer);
                else if (frames[i].Length < stored) throw Truncated(frames[i].Length, stored);
                else frames[i].Span[..stored].CopyTo(buffer);
                NativePixels.Decode(buffer, layout with { Frames = 1 }).CopyTo(pixels, i * layout.FrameBytes);
            },
            cancellationToken);
        return pixels;
    }

    private static void Inflate(ReadOnlyMemory<byte> frame, byte[] target)
    {
        using var inflating = new DeflateStream(new PrefixedStream(frame, Stream.Null), CompressionMode.Decompress);
        try
        {
            var read = inflating.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            if (read < target.Length) throw Truncated(read, target.Length);
        }
        catch (InvalidDataException error)
        {
            throw new ImageFormatException("malformed-compression", "a deflated frame is damaged", error);
        }
    }

    private static ImageFormatException Truncated(long bytes, long needed) =>
        new("truncated-pixel-data", $"a frame holds {bytes} of {needed} bytes");
}
