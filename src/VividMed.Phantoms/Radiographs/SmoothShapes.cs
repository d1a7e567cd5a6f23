namespace VividMed.Phantoms.Radiographs;

/// <summary>Soft edges and bumps that the radiograph's structures are made of.</summary>
internal static class SmoothShapes
{
    /// <summary>0 below -width, 1 above +width, smooth between.</summary>
    public static double Step(double depth, double width = 0.012)
    {
        var t = Math.Clamp((depth / (2 * width)) + 0.5, 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>1 at the middle of a band, 0 outside its half width.</summary>
    public static double Band(double distance, double halfWidth) => Step(halfWidth - Math.Abs(distance), halfWidth * 0.5);

    /// <summary>Signed depth in an ellipse turned by an angle (radians), roughly in the ellipse's own length unit.</summary>
    public static double Ellipse(double x, double y, double rx, double ry, double cos = 1, double sin = 0)
    {
        var u = ((x * cos) + (y * sin)) / rx;
        var v = ((y * cos) - (x * sin)) / ry;
        return (1 - Math.Sqrt((u * u) + (v * v))) * Math.Min(rx, ry);
    }
}
