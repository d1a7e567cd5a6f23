using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>
/// Where an original radiograph of Width x Height lies on a model's square: resized to (ResizedWidth, ResizedHeight) at its
/// upper left corner. Pixels are areas (pixel i covers [i, i + 1)), so that a coordinate scales without any half-pixel shift.
/// </summary>
internal readonly record struct RadiographFrame(int Width, int Height, int Size, int ResizedWidth, int ResizedHeight)
{
    public static RadiographFrame For(int width, int height, RadiographPreprocessing preparation)
    {
        var size = preparation.Size;
        if (preparation.Resize == ResizeMode.Squash) return new(width, height, size, size, size);

        var scale = (double)size / Math.Max(width, height);
        return new(width, height, size, Side(width), Side(height));

        int Side(int length) => Math.Clamp((int)Math.Round(length * scale, MidpointRounding.AwayFromZero), 1, size);
    }

    /// <summary>From a model's box to pixels of the original, cut at its border.</summary>
    public Box ToOriginal(RawDetection found, BoxFrame frame, DetectionFormat format)
    {
        var (scaleX, scaleY) = Scale(frame, format);
        return Box.Flat(
            Math.Clamp(found.X0 * scaleX, 0, Width), Math.Clamp(found.Y0 * scaleY, 0, Height),
            Math.Clamp(found.X1 * scaleX, 0, Width), Math.Clamp(found.Y1 * scaleY, 0, Height));
    }

    /// <summary>From pixels of the original to shares (x0, y0, x1, y1) of the padded square.</summary>
    public (double X0, double Y0, double X1, double Y1) ToPadded(Box box)
    {
        var (scaleX, scaleY) = Scale(BoxFrame.Padded, DetectionFormat.DetrRaw);
        return (box.X0 / scaleX, box.Y0 / scaleY, box.X1 / scaleX, box.Y1 / scaleY);
    }

    private (double X, double Y) Scale(BoxFrame frame, DetectionFormat format)
    {
        var (unitX, unitY) = ((double)Width / ResizedWidth, (double)Height / ResizedHeight);
        if (frame == BoxFrame.Original) return (1, 1);
        if (format == DetectionFormat.Decoded) return (unitX, unitY);
        return frame == BoxFrame.Padded ? (unitX * Size, unitY * Size) : (Width, Height);
    }
}
