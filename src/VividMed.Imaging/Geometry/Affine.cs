namespace VividMed.Imaging;

/// <summary>
/// A 3-D affine map, row by row without the constant last row. From voxel indices (i, j, k; at voxel centres) to
/// world millimetres in RAS+ (x grows to the patient's right, y to anterior, z to superior), as NIfTI has it.
/// </summary>
public readonly record struct Affine(
    double Xi, double Xj, double Xk, double Xt,
    double Yi, double Yj, double Yk, double Yt,
    double Zi, double Zj, double Zk, double Zt)
{
    public static Affine Identity { get; } = new(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

    /// <summary>Axis-aligned RAS+ grid with the given spacing in millimetres and the world position of voxel (0, 0, 0).</summary>
    public static Affine Scale(double dx, double dy, double dz, double tx = 0, double ty = 0, double tz = 0) =>
        new(dx, 0, 0, tx, 0, dy, 0, ty, 0, 0, dz, tz);

    public (double X, double Y, double Z) Apply(double i, double j, double k) => (
        (Xi * i) + (Xj * j) + (Xk * k) + Xt,
        (Yi * i) + (Yj * j) + (Yk * k) + Yt,
        (Zi * i) + (Zj * j) + (Zk * k) + Zt);
}
