using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>
/// Where an original radiograph of Width x Height lies in a model's tensor: resized to (ResizedWidth, ResizedHeight), its upper left corner
/// at (Left, Top). Pixels are areas (pixel i covers [i, i + 1)), so that a coordinate scales without any half-pixel shift.
/// </summary>
internal readonly record struct RadiographFrame(
    int Width, int Height, int TensorWidth, int TensorHeight, int ResizedWidth, int ResizedHeight, int Left, int Top)
{
    /// <summary>Sides are rounded half up, as detectron2 does.</summary>
    public static RadiographFrame For(int width, int height, RadiographPreprocessing preparation)
    {
        var (resizedWidth, resizedHeight) = Resized(width, height, preparation);
        var (left, top) = preparation.Padding == PaddingSide.Both
            ? ((preparation.Width - resizedWidth) / 2, (preparation.Height - resizedHeight) / 2)
            : (0, 0);
        return new(width, height, preparation.Width, preparation.Height, resizedWidth, resizedHeight, left, top);
    }

    /// <summary>From a model's box to pixels of the original, cut at its border.</summary>
    public Box ToOriginal(Box found, BoxFrame frame, DetectionFormat format)
    {
        var (shiftX, shiftY, scaleX, scaleY) = Map(frame, format.IsInPixels);
        return Box.Flat(
            Math.Clamp((found.X0 - shiftX) * scaleX, 0, Width), Math.Clamp((found.Y0 - shiftY) * scaleY, 0, Height),
            Math.Clamp((found.X1 - shiftX) * scaleX, 0, Width), Math.Clamp((found.Y1 - shiftY) * scaleY, 0, Height));
    }

    /// <summary>From pixels of the original to shares (x0, y0, x1, y1) of the padded tensor.</summary>
    public (double X0, double Y0, double X1, double Y1) ToPadded(Box box)
    {
        var (shiftX, shiftY, scaleX, scaleY) = Map(BoxFrame.Padded, inPixels: false);
        return ((box.X0 / scaleX) + shiftX, (box.Y0 / scaleY) + shiftY, (box.X1 / scaleX) + shiftX, (box.Y1 / scaleY) + shiftY);
    }

    /// <summary>original = (found - shift) * scale.</summary>
    private (double ShiftX, double ShiftY, double ScaleX, double ScaleY) Map(BoxFrame frame, bool inPixels)
    {
        if (frame == BoxFrame.Original) return (0, 0, 1, 1);
        var (unitX, unitY) = inPixels ? (1.0, 1.0) : frame == BoxFrame.Padded ? (TensorWidth, TensorHeight) : (ResizedWidth, ResizedHeight);
        var (left, top) = frame == BoxFrame.Padded ? (Left, Top) : (0, 0);
        return (left / unitX, top / unitY, unitX * Width / ResizedWidth, unitY * Height / ResizedHeight);
    }

    private static (int Width, int Height) Resized(int width, int height, RadiographPreprocessing preparation)
    {
        var resize = preparation.Resize;
        if (resize.Mode == ResizeMode.Squash) return (preparation.Width, preparation.Height);

        var scale = Math.Min((double)preparation.Width / width, (double)preparation.Height / height);
        if (resize is { Mode: ResizeMode.Shortest, ShortSide: { } side }) scale = Math.Min(scale, (double)side / Math.Min(width, height));
        return (Side(width, preparation.Width), Side(height, preparation.Height));

        int Side(int length, int limit) => Math.Clamp((int)Math.Floor((length * scale) + 0.5), 1, limit);
    }
}
