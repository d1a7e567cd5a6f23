namespace VividMed.Imaging.Png;

/// <summary>What a PNG's IHDR chunk says.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color)
{
    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public int BytesPerPixel => BitDepth / 8 * (Color == PngColor.Rgb ? 3 : 1);

    public long BytesPerRow => (long)Width * BytesPerPixel;
}

/// <summary>The color types that are read and written, by their number in the format.</summary>
internal enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
}
