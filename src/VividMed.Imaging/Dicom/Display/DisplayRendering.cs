namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// Pictures of DICOM frames as a viewer shows them (PS3.4 N.2): modality transform, then the first table or window of interest, or the
/// frame's own range where the file has neither; MONOCHROME1 inverted; palettes looked up and luma and chroma turned to RGB. Padding has
/// no part in a range and is black, and so is what is no number.
/// For radiographs as published with MIMIC-CXR-JPG, see <see cref="RadiographRendering"/>.
/// </summary>
public static class DisplayRendering
{
    /// <summary>Renders a monochrome frame, with a window of the caller's in place of the file's where one is given.</summary>
    /// <exception cref="ImageFormatException"><c>not-a-picture</c>: the frame has color, or values too wide to be shown.</exception>
    public static GrayImage RenderGray(DicomImage image, DicomDisplay display, int frame = 0, DicomWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(display);
        if (image.SamplesPerPixel != 1 || image.PhotometricInterpretation is not ("MONOCHROME1" or "MONOCHROME2")) throw NotGray(image);
        var stored = new StoredValues(image, frame);
        var gray = Grays(stored, display, window, image.Padding);
        var flip = image.PhotometricInterpretation == "MONOCHROME1" ? 255 : 0;
        var pixels = new byte[stored.Count];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = stored[i];
            if (IsShown(value, image.Padding)) pixels[i] = (byte)(gray(value) ^ flip);
        }

        return new(image.Columns, image.Rows, pixels);
    }

    /// <summary>Renders any frame in color.</summary>
    /// <exception cref="ImageFormatException"><c>not-a-picture</c>: a color space that is not known, or values too wide to be
    /// shown.</exception>
    public static RgbImage Render(DicomImage image, DicomDisplay display, int frame = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(display);
        if (image.IsFloatingPoint && !image.PhotometricInterpretation.StartsWith("MONOCHROME", StringComparison.Ordinal)) throw NotGray(image);
        var pixels = image.PhotometricInterpretation switch
        {
            "MONOCHROME1" or "MONOCHROME2" => [.. RenderGray(image, display, frame).Pixels.SelectMany(static value => new[] { value, value, value })],
            "PALETTE COLOR" when image.SamplesPerPixel == 1 && display.Palette is { } palette => LookUp(
                new StoredValues(image, frame), palette),
            "RGB" or "YBR_RCT" or "YBR_ICT" when image.SamplesPerPixel == 3 => Bytes(new StoredValues(image, frame), image.BitsStored),
            "YBR_FULL" or "YBR_FULL_422" when image.SamplesPerPixel == 3 => ToRgb(Bytes(new StoredValues(image, frame), image.BitsStored)),
            _ => throw NotGray(image),
        };
        return new RgbImage(image.Columns, image.Rows, pixels);
    }

    private static bool IsShown(double value, PixelPadding? padding) => !double.IsNaN(value) && padding?.Contains(value) != true;

    private static Func<double, byte> Grays(StoredValues stored, DicomDisplay display, DicomWindow? window, PixelPadding? padding)
    {
        if (window is null && display.VoiLuts is [var table, ..])
        {
            var most = (1 << table.Bits) - 1;
            return value => (byte)Math.Min(255, table.Apply((int)Math.Clamp(Math.Round(display.Modality(value)), int.MinValue, int.MaxValue)) * 255 / most);
        }

        var shown = window ?? (display.Windows is [var first, ..] ? first : Range(stored, display, padding));
        return value => (byte)Math.Round(shown.Apply(display.Modality(value)) * 255);
    }

    private static DicomWindow Range(StoredValues stored, DicomDisplay display, PixelPadding? padding)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < stored.Count; i++)
        {
            if (!double.IsFinite(stored[i]) || !IsShown(stored[i], padding)) continue;
            var value = display.Modality(stored[i]);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return least > most
            ? new DicomWindow(0, 1, WindowFunction.LinearExact)
            : new DicomWindow((least / 2) + (most / 2), Math.Max(most - least, double.Epsilon), WindowFunction.LinearExact);
    }

    private static byte[] LookUp(StoredValues stored, (LookupTable Red, LookupTable Green, LookupTable Blue) palette)
    {
        var pixels = new byte[stored.Count * 3];
        for (var i = 0; i < stored.Count; i++)
        {
            var value = (int)Math.Min(stored[i], int.MaxValue);
            pixels[3 * i] = Top(palette.Red, value);
            pixels[(3 * i) + 1] = Top(palette.Green, value);
            pixels[(3 * i) + 2] = Top(palette.Blue, value);
        }

        return pixels;
    }

    private static byte Top(LookupTable table, int value) => (byte)(table.Apply(value) >> (table.Bits - 8));

    private static byte[] Bytes(StoredValues stored, int bits)
    {
        var pixels = new byte[stored.Count];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)((long)stored[i] >> Math.Max(0, bits - 8));
        return pixels;
    }

    /// <summary>Luma and chroma to RGB, in place (ITU-T T.871).</summary>
    private static byte[] ToRgb(byte[] pixels)
    {
        for (var i = 0; i + 2 < pixels.Length; i += 3)
        {
            var (luma, blue, red) = (pixels[i], pixels[i + 1] - 128, pixels[i + 2] - 128);
            pixels[i] = Rounded(luma + (1.402 * red));
            pixels[i + 1] = Rounded(luma - (0.344136 * blue) - (0.714136 * red));
            pixels[i + 2] = Rounded(luma + (1.772 * blue));
        }

        return pixels;
    }

    private static byte Rounded(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static ImageFormatException NotGray(DicomImage image) =>
        new("not-a-picture", $"{image.PhotometricInterpretation} with {image.SamplesPerPixel} samples a pixel is not shown as a picture");
}
