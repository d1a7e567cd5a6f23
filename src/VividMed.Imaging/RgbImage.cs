namespace VividMed.Imaging;

/// <summary>A colour image, row-major, top row first, three bytes a pixel: red, green, blue.</summary>
public sealed record RgbImage(int Width, int Height, byte[] Pixels);
