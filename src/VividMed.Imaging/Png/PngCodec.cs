using System.Buffers.Binary;

namespace VividMed.Imaging.Png;

/// <summary>
/// PNG files of 8- and 16-bit gray and 8-bit RGB, not interlaced. Writing is deterministic: no time, no text chunks, the
/// same bytes for the same pixels. Reading checks every size before it allocates and every checksum.
/// </summary>
public static class PngCodec
{
    /// <summary>The largest image that is read unless the caller says otherwise: 16,384 x 8,192 pixels.</summary>
    public const int DefaultMaxPixels = 1 << 27;

    /// <summary>Writes 8 bits a pixel and leaves the stream open.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill the image.</exception>
    public static void WriteGray8(Stream stream, GrayImage image) =>
        PngWriter.Write(stream, new(image.Width, image.Height, 8, PngColor.Gray), image.Pixels);

    /// <summary>Writes 16 bits a pixel, however small the values are, and leaves the stream open.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill the image.</exception>
    public static void WriteGray16(Stream stream, Gray16Image image)
    {
        var samples = new byte[image.Pixels.Length * 2];
        for (var i = 0; i < image.Pixels.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(samples.AsSpan(i * 2), image.Pixels[i]);
        PngWriter.Write(stream, new(image.Width, image.Height, 16, PngColor.Gray), samples);
    }

    /// <summary>Writes 24 bits a pixel without an alpha channel, and leaves the stream open.</summary>
    /// <exception cref="ArgumentException">The pixels do not fill the image.</exception>
    public static void WriteRgb(Stream stream, RgbImage image) =>
        PngWriter.Write(stream, new(image.Width, image.Height, 8, PngColor.Rgb), image.Pixels);

    /// <summary>Reads a gray image; 16-bit samples are scaled to 8 bits, rounded to the nearest.</summary>
    /// <exception cref="ImageFormatException">The file is not such a PNG, is damaged, or is larger than
    /// <paramref name="maxPixels"/>.</exception>
    public static GrayImage ReadGray(Stream stream, int maxPixels = DefaultMaxPixels)
    {
        var (header, samples) = PngReader.Read(stream, maxPixels);
        if (header.Color != PngColor.Gray) throw Mismatch("a gray");
        if (header.BitDepth == 8) return new(header.Width, header.Height, samples);

        var pixels = new byte[samples.Length / 2];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((BinaryPrimitives.ReadUInt16BigEndian(samples.AsSpan(i * 2)) + 128) / 257);
        }

        return new(header.Width, header.Height, pixels);
    }

    /// <exception cref="ImageFormatException">The file is not a 16-bit gray PNG, is damaged, or is larger than
    /// <paramref name="maxPixels"/>.</exception>
    public static Gray16Image ReadGray16(Stream stream, int maxPixels = DefaultMaxPixels)
    {
        var (header, samples) = PngReader.Read(stream, maxPixels);
        if (header.Color != PngColor.Gray || header.BitDepth != 16) throw Mismatch("a 16-bit gray");

        var pixels = new ushort[samples.Length / 2];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = BinaryPrimitives.ReadUInt16BigEndian(samples.AsSpan(i * 2));
        return new(header.Width, header.Height, pixels);
    }

    /// <exception cref="ImageFormatException">The file is not an 8-bit RGB PNG, is damaged, or is larger than
    /// <paramref name="maxPixels"/>.</exception>
    public static RgbImage ReadRgb(Stream stream, int maxPixels = DefaultMaxPixels)
    {
        var (header, samples) = PngReader.Read(stream, maxPixels);
        if (header.Color != PngColor.Rgb || header.BitDepth != 8) throw Mismatch("an 8-bit RGB");
        return new(header.Width, header.Height, samples);
    }

    private static ImageFormatException Mismatch(string wanted) => new("unexpected-png-kind", $"The PNG is not {wanted} image.");
}
