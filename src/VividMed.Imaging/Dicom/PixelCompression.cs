namespace VividMed.Imaging;

/// <summary>How pixel data are compressed, as far as this product tells the ways apart.</summary>
internal enum PixelCompression
{
    None,
    RunLength,
    Jpeg,
    Unsupported,
}
