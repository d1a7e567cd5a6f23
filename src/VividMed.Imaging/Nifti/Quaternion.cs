using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// The rotation of a NIfTI qform as a unit quaternion (a, b, c, d) with a >= 0, of which the file keeps b, c and d;
/// conversions after the NIfTI-1 standard's method 2.
/// </summary>
internal static class Quaternion
{
    /// <summary>Below this, a squared component is float32 rounding of b, c and d, and the rotation a half turn.</summary>
    private const double Rounding = 3.6e-7;

    /// <summary>
    /// The quaternion's b, c, d for the affine's axes, scaled to unit length, the third turned round where <paramref name="mirror"/> is -1.
    /// </summary>
    public static (double B, double C, double D) FromRotation(Affine affine, int mirror)
    {
        var (i, j, k) = affine.Spacing;
        k *= mirror;
        var (r11, r12, r13) = (affine.Xi / i, affine.Xj / j, affine.Xk / k);
        var (r21, r22, r23) = (affine.Yi / i, affine.Yj / j, affine.Yk / k);
        var (r31, r32, r33) = (affine.Zi / i, affine.Zj / j, affine.Zk / k);

        // Each squared component is a signed sum of the diagonal; the largest is divided by, so that rounding stays small.
        var (a, b, c, d) = (1 + r11 + r22 + r33, 1 + r11 - r22 - r33, 1 - r11 + r22 - r33, 1 - r11 - r22 + r33);
        if (a >= 1)
        {
            var scale = 0.5 / Math.Sqrt(a);
            return ((r32 - r23) * scale, (r13 - r31) * scale, (r21 - r12) * scale);
        }

        double sign;
        if (b >= c && b >= d)
        {
            b = 0.5 * Math.Sqrt(b);
            (c, d, sign) = ((r12 + r21) * 0.25 / b, (r13 + r31) * 0.25 / b, r32 - r23);
        }
        else if (c >= d)
        {
            c = 0.5 * Math.Sqrt(c);
            (b, d, sign) = ((r12 + r21) * 0.25 / c, (r23 + r32) * 0.25 / c, r13 - r31);
        }
        else
        {
            d = 0.5 * Math.Sqrt(d);
            (b, c, sign) = ((r13 + r31) * 0.25 / d, (r23 + r32) * 0.25 / d, r21 - r12);
        }

        return sign < 0 ? (-b, -c, -d) : (b, c, d);
    }

    /// <summary>The affine of a qform: rotation, spacing (its third entry already mirrored where the header says so) and offset.</summary>
    public static Affine ToAffine(
        double b, double c, double d, (double I, double J, double K) spacing, (double X, double Y, double Z) offset)
    {
        var square = (b * b) + (c * c) + (d * d);
        var a = 1 - square < Rounding ? 0 : Math.Sqrt(1 - square);
        var scale = 2 / ((a * a) + square);
        return new(
            (1 - (scale * ((c * c) + (d * d)))) * spacing.I, scale * ((b * c) - (a * d)) * spacing.J,
            scale * ((b * d) + (a * c)) * spacing.K, offset.X,
            scale * ((b * c) + (a * d)) * spacing.I, (1 - (scale * ((b * b) + (d * d)))) * spacing.J,
            scale * ((c * d) - (a * b)) * spacing.K, offset.Y,
            scale * ((b * d) - (a * c)) * spacing.I, scale * ((c * d) + (a * b)) * spacing.J,
            (1 - (scale * ((b * b) + (c * c)))) * spacing.K, offset.Z);
    }
}
