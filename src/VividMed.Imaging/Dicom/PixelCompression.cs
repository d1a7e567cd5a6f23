namespace VividMed.Imaging;

/// <summary>How pixel data are compressed, as far as this product tells the ways apart.</summary>
internal enum PixelCompression
{
    None,
    RunLength,

    /// <summary>JPEG, lossless JPEG, JPEG-LS, JPEG 2000 or HTJ2K: each frame's own first bytes say which.</summary>
    Jpeg,

    /// <summary>Uncompressed frames in fragments.</summary>
    Frames,

    /// <summary>Frames deflated one by one.</summary>
    DeflatedFrames,
    Unsupported,
}
