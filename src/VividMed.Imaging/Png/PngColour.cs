namespace VividMed.Imaging;

/// <summary>The colour types that are read and written, by their number in the format.</summary>
internal enum PngColour : byte
{
    Gray = 0,
    Rgb = 2,
}
