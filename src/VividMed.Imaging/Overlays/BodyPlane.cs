using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Overlays;

/// <summary>
/// A plane through the body in radiological display: the patient's right on the viewer's left, anterior (axial) or superior up; the
/// sagittal plane looks from the left side of the page, anterior to the left. <paramref name="Across"/> and <paramref name="Down"/> name
/// the world axes (0 x, 1 y, 2 z) of the picture, both run against the world's direction.
/// </summary>
internal sealed record BodyPlane(string Name, int Across, int Down, int Normal, string Left, string Right, string Top, string Bottom)
{
    public static BodyPlane Axial { get; } = new("Axial", 0, 1, 2, "R", "L", "A", "P");

    public static BodyPlane Coronal { get; } = new("Coronal", 0, 2, 1, "R", "L", "S", "I");

    public static BodyPlane Sagittal { get; } = new("Sagittal", 1, 2, 0, "A", "P", "S", "I");

    /// <summary>
    /// The picture's grid: one slice through <paramref name="focus"/> over the world's extent, with square pixels of the given size in
    /// millimeters.
    /// </summary>
    public VolumeGrid Grid(double[] low, double[] high, double[] focus, double pixelSize)
    {
        var step = new double[3, 3];
        var origin = new double[3];
        (step[Across, 0], origin[Across]) = (-pixelSize, high[Across] - (pixelSize / 2));
        (step[Down, 1], origin[Down]) = (-pixelSize, high[Down] - (pixelSize / 2));
        (step[Normal, 2], origin[Normal]) = (1, focus[Normal]);
        var affine = new Affine(
            step[0, 0], step[0, 1], step[0, 2], origin[0],
            step[1, 0], step[1, 1], step[1, 2], origin[1],
            step[2, 0], step[2, 1], step[2, 2], origin[2]);
        return new(Pixels(high[Across] - low[Across], pixelSize), Pixels(high[Down] - low[Down], pixelSize), 1, affine);
    }

    private static int Pixels(double extent, double pixelSize) => Math.Max(1, (int)Math.Round(extent / pixelSize));
}

/// <summary>Which way a plane cuts the body.</summary>
public enum OverlayPlane
{
    Axial,
    Coronal,
    Sagittal,
}
