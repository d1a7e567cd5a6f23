namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// Pictures of DICOM frames as a viewer shows them (PS3.4 N.2): modality transform, then the first table or window of interest, or the
/// frame's own range where the file has neither; MONOCHROME1 inverted; palettes looked up and luma and chroma turned to RGB.
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
        var gray = Grays(stored, display, window);
        var flip = image.PhotometricInterpretation == "MONOCHROME1" ? 255 : 0;
        var pixels = new byte[stored.Count];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(gray(stored[i]) ^ flip);
        return new(image.Columns, image.Rows, pixels);
    }

    /// <summary>Renders any frame in color.</summary>
    /// <exception cref="ImageFormatException"><c>not-a-picture</c>: a color space that is not known, or values too wide to be
    /// shown.</exception>
    public static RgbImage Render(DicomImage image, DicomDisplay display, int frame = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(display);
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

    private static Func<int, byte> Grays(StoredValues stored, DicomDisplay display, DicomWindow? window)
    {
        if (window is null && display.VoiLuts is [var table, ..])
        {
            var most = (1 << table.Bits) - 1;
            return value => (byte)Math.Min(255, table.Apply((int)Math.Round(display.Modality(value))) * 255 / most);
        }

        var shown = window ?? (display.Windows is [var first, ..] ? first : Range(stored, display));
        return value => (byte)Math.Round(shown.Apply(display.Modality(value)) * 255);
    }

    private static DicomWindow Range(StoredValues stored, DicomDisplay display)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < stored.Count; i++)
        {
            var value = display.Modality(stored[i]);
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        return new DicomWindow((least + most) / 2, Math.Max(most - least, double.Epsilon), WindowFunction.LinearExact);
    }

    private static byte[] LookUp(StoredValues stored, (LookupTable Red, LookupTable Green, LookupTable Blue) palette)
    {
        var pixels = new byte[stored.Count * 3];
        for (var i = 0; i < stored.Count; i++)
        {
            pixels[3 * i] = Top(palette.Red, stored[i]);
            pixels[(3 * i) + 1] = Top(palette.Green, stored[i]);
            pixels[(3 * i) + 2] = Top(palette.Blue, stored[i]);
        }

        return pixels;
    }

    private static byte Top(LookupTable table, int value) => (byte)(table.Apply(value) >> (table.Bits - 8));

    private static byte[] Bytes(StoredValues stored, int bits)
    {
        var pixels = new byte[stored.Count];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(bits > 8 ? stored[i] >> (bits - 8) : stored[i]);
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
