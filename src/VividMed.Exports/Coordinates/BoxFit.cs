using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Coordinates;

/// <summary>Brings a box into its picture: boxes of detectors reach a little over the edge, and slivers vanish in rounding.</summary>
internal static class BoxFit
{
    /// <summary>
    /// The part within the picture, at least a pixel wide and high (about the same middle, moved inward at an edge); null where nothing of
    /// it lies within.
    /// </summary>
    public static Box? Within(Box box, PictureSize size)
    {
        if (!(box.X1 > box.X0 && box.Y1 > box.Y0)) return null;
        if (box.X1 <= 0 || box.Y1 <= 0 || box.X0 >= size.Width || box.Y0 >= size.Height) return null;
        var (x0, x1) = Widen(Math.Max(0, box.X0), Math.Min(size.Width, box.X1), size.Width);
        var (y0, y1) = Widen(Math.Max(0, box.Y0), Math.Min(size.Height, box.Y1), size.Height);
        return Box.Flat(x0, y0, x1, y1);
    }

    private static (double From, double To) Widen(double from, double to, int length)
    {
        if (to - from >= 1) return (from, to);
        var start = Math.Clamp(((from + to) / 2) - 0.5, 0, length - 1);
        return (start, start + 1);
    }
}
