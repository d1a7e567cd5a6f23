namespace VividMed.Imaging;

/// <summary>An 8-bit gray image, row-major, top row first. On a radiograph the patient's right side is on the image's left.</summary>
public sealed record GrayImage(int Width, int Height, byte[] Pixels);

/// <summary>A 16-bit gray image, row-major, top row first.</summary>
public sealed record Gray16Image(int Width, int Height, ushort[] Pixels);

/// <summary>A color image, row-major, top row first, three bytes a pixel: red, green, blue.</summary>
public sealed record RgbImage(int Width, int Height, byte[] Pixels);
