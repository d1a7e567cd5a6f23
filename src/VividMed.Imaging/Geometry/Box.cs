namespace VividMed.Imaging;

/// <summary>
/// An axis-aligned box in voxels of a stored image: x to the right along a row, y down the rows, z along the slices.
/// Voxel i covers [i, i + 1), so a box around voxel i alone is [i, i + 1). A 2-D box has Z0 = 0 and Z1 = 1.
/// </summary>
public readonly record struct Box(double X0, double Y0, double Z0, double X1, double Y1, double Z1)
{
    public static Box Flat(double x0, double y0, double x1, double y1) => new(x0, y0, 0, x1, y1, 1);

    public double Volume => Math.Max(0, X1 - X0) * Math.Max(0, Y1 - Y0) * Math.Max(0, Z1 - Z0);

    public double CentreX => (X0 + X1) / 2;

    public double CentreY => (Y0 + Y1) / 2;

    public double CentreZ => (Z0 + Z1) / 2;

    public Box Intersect(Box other) => new(
        Math.Max(X0, other.X0), Math.Max(Y0, other.Y0), Math.Max(Z0, other.Z0),
        Math.Min(X1, other.X1), Math.Min(Y1, other.Y1), Math.Min(Z1, other.Z1));

    /// <summary>Intersection over union, 0 to 1; 0 where both boxes are empty.</summary>
    public double IoU(Box other)
    {
        var shared = Intersect(other).Volume;
        var union = Volume + other.Volume - shared;
        return union > 0 ? shared / union : 0;
    }
}
