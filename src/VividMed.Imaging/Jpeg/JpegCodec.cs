using System.Runtime.InteropServices;
using SkiaSharp;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Jpeg;

/// <summary>Reads and writes 8-bit JPEG, with libjpeg-turbo underneath.</summary>
public static class JpegCodec
{
    /// <summary>The quality of the published MIMIC-CXR-JPG images.</summary>
    public const int DefaultQuality = 95;

    private const long MaximumFileBytes = 1 << 28;

    /// <summary>
    /// Reads a gray image to the end of the stream; color becomes luma (ITU-R BT.601). Orientation marks and color profiles are not
    /// applied. Throws <see cref="ImageFormatException"/>: <c>malformed-codestream</c>, <c>truncated-pixel-data</c>, <c>file-too-large</c>,
    /// <c>unsupported-jpeg</c>.
    /// </summary>
    public static GrayImage ReadGray(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var codestream = BoundedReader.ReadToEnd(stream, MaximumFileBytes).Span;
        var header = JpegFrameHeader.Read(codestream);
        if (!header.IsEightBitTransform || header.Components.Length is not (1 or 3))
        {
            throw new ImageFormatException(
                "unsupported-jpeg",
                $"a JPEG of process {header.Process:X2} with {header.Components.Length} components of {header.Precision} bits is not supported");
        }

        header.CheckPlausible(codestream.Length);
        var pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height);
        if (header.Components.Length == 1) DecodeGray(codestream, header, pixels, 0);
        else Luma(DecodeColor(codestream, header), pixels);
        return new GrayImage(header.Width, header.Height, pixels);
    }

    /// <summary>Writes a baseline JPEG of one component. Equal input gives equal bytes.</summary>
    public static void WriteGray(Stream stream, GrayImage image, int quality = DefaultQuality)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        if (image.Pixels.LongLength != (long)image.Width * image.Height)
        {
            throw new ArgumentException("pixels do not fill the image", nameof(image));
        }

        var pin = GCHandle.Alloc(image.Pixels, GCHandleType.Pinned);
        try
        {
            var info = new SKImageInfo(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, pin.AddrOfPinnedObject(), image.Width);
            using var jpeg = pixmap.Encode(SKEncodedImageFormat.Jpeg, quality) ?? throw new InvalidOperationException(
                "the JPEG encoder refused the image");
            jpeg.SaveTo(stream);
        }
        finally
        {
            pin.Free();
        }
    }

    /// <summary>Decodes one component into <paramref name="target"/> from <paramref name="offset"/> on.</summary>
    internal static void DecodeGray(ReadOnlySpan<byte> codestream, JpegFrameHeader header, byte[] target, int offset) =>
        Decode(codestream, header, SKColorType.Gray8, target, offset);

    /// <summary>Decodes three components to red, green, blue and an opaque alpha.</summary>
    internal static byte[] DecodeColor(ReadOnlySpan<byte> codestream, JpegFrameHeader header)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(checked(header.Width * header.Height * 4));
        Decode(codestream, header, SKColorType.Rgba8888, pixels, 0);
        return pixels;
    }

    private static void Decode(ReadOnlySpan<byte> codestream, JpegFrameHeader header, SKColorType color, byte[] target, int offset)
    {
        using var data = SKData.CreateCopy(codestream);
        using var codec = SKCodec.Create(data) ?? throw JpegMarkerReader.Malformed("the JPEG cannot be opened");
        var info = new SKImageInfo(header.Width, header.Height, color, SKAlphaType.Opaque);
        if (codec.Info.Width != header.Width || codec.Info.Height != header.Height)
        {
            throw JpegMarkerReader.Malformed("the JPEG changes its size");
        }

        var pin = GCHandle.Alloc(target, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(info, pin.AddrOfPinnedObject() + offset);
            if (result == SKCodecResult.IncompleteInput)
            {
                throw new ImageFormatException("truncated-pixel-data", "the JPEG data end before the last pixel");
            }

            if (result != SKCodecResult.Success) throw JpegMarkerReader.Malformed($"the JPEG decoder gave up: {result}");
        }
        finally
        {
            pin.Free();
        }
    }

    private static void Luma(ReadOnlySpan<byte> rgba, Span<byte> gray)
    {
        for (int i = 0, at = 0; i < gray.Length; i++, at += 4)
        {
            gray[i] = (byte)(((rgba[at] * 19595) + (rgba[at + 1] * 38470) + (rgba[at + 2] * 7471) + 32768) >> 16);
        }
    }
}
