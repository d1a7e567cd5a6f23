namespace VividMed.Imaging;

/// <summary>A 16-bit grey image, row-major, top row first.</summary>
public sealed record Gray16Image(int Width, int Height, ushort[] Pixels);
