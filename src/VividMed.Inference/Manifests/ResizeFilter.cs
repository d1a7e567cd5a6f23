namespace VividMed.Inference;

/// <summary>How pixels are mixed when a radiograph is resized.</summary>
public enum ResizeFilter
{
    /// <summary>Pillow's BILINEAR on 8-bit pixels, bit for bit: a triangle as wide as the reduction, 22-bit weights, rounded to 8 bits after each axis.</summary>
    Pillow,

    /// <summary>Two taps an axis whatever the reduction (half-pixel centres), rounded once: OpenCV's INTER_LINEAR up to its fixed-point rounding.</summary>
    Bilinear,
}
