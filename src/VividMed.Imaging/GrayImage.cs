namespace VividMed.Imaging;

/// <summary>An 8-bit grey image, row-major, top row first. On a radiograph the patient's right side is on the image's left.</summary>
public sealed record GrayImage(int Width, int Height, byte[] Pixels);
