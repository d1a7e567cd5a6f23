namespace VividMed.Imaging.Geometry;

/// <summary>
/// A 3-D affine map, row by row without the constant last row. From voxel indices (i, j, k; at voxel centers) to
/// world millimeters in RAS+ (x grows to the patient's right, y to anterior, z to superior), as NIfTI has it.
/// </summary>
public readonly record struct Affine(
    double Xi, double Xj, double Xk, double Xt,
    double Yi, double Yj, double Yk, double Yt,
    double Zi, double Zj, double Zk, double Zt)
{
    /// <summary>Below this share of the product of the column lengths, the determinant counts as zero.</summary>
    private const double SingularShare = 1e-9;

    /// <summary>Leaves every point where it is: a grid of 1 mm with voxel (0, 0, 0) at the world's origin.</summary>
    public static Affine Identity { get; } = new(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

    /// <summary>The length in millimeters of one step along i, j and k.</summary>
    public (double I, double J, double K) Spacing => (
        Math.Sqrt((Xi * Xi) + (Yi * Yi) + (Zi * Zi)),
        Math.Sqrt((Xj * Xj) + (Yj * Yj) + (Zj * Zj)),
        Math.Sqrt((Xk * Xk) + (Yk * Yk) + (Zk * Zk)));

    /// <summary>The signed volume of a voxel in cubic millimeters; negative where the map mirrors.</summary>
    public double Determinant =>
        (Xi * ((Yj * Zk) - (Yk * Zj))) - (Xj * ((Yi * Zk) - (Yk * Zi))) + (Xk * ((Yi * Zj) - (Yj * Zi)));

    /// <summary>False where a coefficient is NaN or infinite.</summary>
    public bool IsFinite =>
        double.IsFinite(Xi) && double.IsFinite(Xj) && double.IsFinite(Xk) && double.IsFinite(Xt) &&
        double.IsFinite(Yi) && double.IsFinite(Yj) && double.IsFinite(Yk) && double.IsFinite(Yt) &&
        double.IsFinite(Zi) && double.IsFinite(Zj) && double.IsFinite(Zk) && double.IsFinite(Zt);

    /// <summary>True where the map is finite and its three axes are clearly independent, whatever their lengths.</summary>
    public bool IsInvertible
    {
        get
        {
            var (i, j, k) = Spacing;
            var determinant = Math.Abs(Determinant);
            return IsFinite && double.IsNormal(determinant) && determinant > SingularShare * i * j * k;
        }
    }

    /// <summary>Axis-aligned RAS+ grid with the given spacing in millimeters and the world position of voxel (0, 0, 0).</summary>
    public static Affine Scale(double dx, double dy, double dz, double tx = 0, double ty = 0, double tz = 0) =>
        new(dx, 0, 0, tx, 0, dy, 0, ty, 0, 0, dz, tz);

    /// <summary>The world position in millimeters of voxel indices, which need not be whole.</summary>
    public (double X, double Y, double Z) Apply(double i, double j, double k) => (
        (Xi * i) + (Xj * j) + (Xk * k) + Xt,
        (Yi * i) + (Yj * j) + (Yk * k) + Yt,
        (Zi * i) + (Zj * j) + (Zk * k) + Zt);

    /// <summary>The map that applies this one first and <paramref name="next"/> to its result.</summary>
    public Affine Then(Affine next)
    {
        var (xt, yt, zt) = next.Apply(Xt, Yt, Zt);
        return new(
            (next.Xi * Xi) + (next.Xj * Yi) + (next.Xk * Zi), (next.Xi * Xj) + (next.Xj * Yj) + (next.Xk * Zj),
            (next.Xi * Xk) + (next.Xj * Yk) + (next.Xk * Zk), xt,
            (next.Yi * Xi) + (next.Yj * Yi) + (next.Yk * Zi), (next.Yi * Xj) + (next.Yj * Yj) + (next.Yk * Zj),
            (next.Yi * Xk) + (next.Yj * Yk) + (next.Yk * Zk), yt,
            (next.Zi * Xi) + (next.Zj * Yi) + (next.Zk * Zi), (next.Zi * Xj) + (next.Zj * Yj) + (next.Zk * Zj),
            (next.Zi * Xk) + (next.Zj * Yk) + (next.Zk * Zk), zt);
    }

    /// <summary>The map from world millimeters back to voxel indices.</summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the map is not invertible.</exception>
    public Affine Inverse()
    {
        if (!IsInvertible) throw new ImageFormatException("singular-affine", "The affine is not finite or not invertible, so positions cannot be mapped back to voxels.");

        var scale = 1 / Determinant;
        var linear = new Affine(
            ((Yj * Zk) - (Yk * Zj)) * scale, ((Xk * Zj) - (Xj * Zk)) * scale, ((Xj * Yk) - (Xk * Yj)) * scale, 0,
            ((Yk * Zi) - (Yi * Zk)) * scale, ((Xi * Zk) - (Xk * Zi)) * scale, ((Xk * Yi) - (Xi * Yk)) * scale, 0,
            ((Yi * Zj) - (Yj * Zi)) * scale, ((Xj * Zi) - (Xi * Zj)) * scale, ((Xi * Yj) - (Xj * Yi)) * scale, 0);
        var (x, y, z) = linear.Apply(Xt, Yt, Zt);
        return linear with { Xt = -x, Yt = -y, Zt = -z };
    }
}
