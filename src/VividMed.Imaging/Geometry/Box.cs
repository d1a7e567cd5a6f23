using System.Text.Json.Serialization;

namespace VividMed.Imaging.Geometry;

/// <summary>
/// An axis-aligned box in voxels of a stored image: x to the right along a row, y down the rows, z along the slices.
/// Voxel i covers [i, i + 1), so a box around voxel i alone is [i, i + 1). A 2-D box has Z0 = 0 and Z1 = 1.
/// </summary>
public readonly record struct Box(double X0, double Y0, double Z0, double X1, double Y1, double Z1)
{
    /// <summary>A 2-D box, of the one slice from z = 0 to 1.</summary>
    public static Box Flat(double x0, double y0, double x1, double y1) => new(x0, y0, 0, x1, y1, 1);

    /// <summary>In voxels, for a 2-D box in pixels; 0 where a side has no or negative length.</summary>
    public double Volume => Math.Max(0, X1 - X0) * Math.Max(0, Y1 - Y0) * Math.Max(0, Z1 - Z0);

    // Kept results spell these centers as the first of them did.
    /// <summary>Half a voxel above the index: the center of a box around voxel 0 alone is 0.5.</summary>
    [JsonPropertyName("centreX")]
    public double CenterX => (X0 + X1) / 2;

    [JsonPropertyName("centreY")]
    public double CenterY => (Y0 + Y1) / 2;

    [JsonPropertyName("centreZ")]
    public double CenterZ => (Z0 + Z1) / 2;

    /// <summary>What both share; of boxes apart a box with a negative side, whose <see cref="Volume"/> is 0.</summary>
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

    /// <summary>
    /// IoU less the share of the smallest box around both that neither fills, -1 to 1 (Rezatofighi et al. 2019): tells boxes that are
    /// near each other from those far apart where the IoU of both is 0.
    /// </summary>
    public double GeneralizedIoU(Box other)
    {
        var shared = Intersect(other).Volume;
        var union = Volume + other.Volume - shared;
        var hull = Hull(other).Volume;
        return hull > 0 ? (union > 0 ? shared / union : 0) - ((hull - union) / hull) : 0;
    }

    /// <summary>The smallest box around both.</summary>
    public Box Hull(Box other) => new(
        Math.Min(X0, other.X0), Math.Min(Y0, other.Y0), Math.Min(Z0, other.Z0),
        Math.Max(X1, other.X1), Math.Max(Y1, other.Y1), Math.Max(Z1, other.Z1));

    /// <summary>The part of the box within an image of the given size; empty (not negative) where it lies outside.</summary>
    public Box Clip(int width, int height, int depth = 1) => new(
        Math.Clamp(X0, 0, width), Math.Clamp(Y0, 0, height), Math.Clamp(Z0, 0, depth),
        Math.Clamp(X1, 0, width), Math.Clamp(Y1, 0, height), Math.Clamp(Z1, 0, depth));

    /// <summary>
    /// The smallest box around this one's image under a map of voxel indices. The map is of voxel centers, as affines are: box
    /// coordinate c stands for index c - 0.5 on the way in, and back on the way out.
    /// </summary>
    public Box Move(Affine map)
    {
        var center = map.Apply(CenterX - 0.5, CenterY - 0.5, CenterZ - 0.5);
        var (hx, hy, hz) = ((X1 - X0) / 2, (Y1 - Y0) / 2, (Z1 - Z0) / 2);
        var rx = (Math.Abs(map.Xi) * hx) + (Math.Abs(map.Xj) * hy) + (Math.Abs(map.Xk) * hz);
        var ry = (Math.Abs(map.Yi) * hx) + (Math.Abs(map.Yj) * hy) + (Math.Abs(map.Yk) * hz);
        var rz = (Math.Abs(map.Zi) * hx) + (Math.Abs(map.Zj) * hy) + (Math.Abs(map.Zk) * hz);
        return new(
            center.X + 0.5 - rx, center.Y + 0.5 - ry, center.Z + 0.5 - rz,
            center.X + 0.5 + rx, center.Y + 0.5 + ry, center.Z + 0.5 + rz);
    }
}
