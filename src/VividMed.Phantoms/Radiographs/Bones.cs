using VividMed.Taxonomy;

namespace VividMed.Phantoms.Radiographs;

/// <summary>Brightness that bones add to a frontal radiograph, 0 to 1, in thorax coordinates.</summary>
internal sealed class Bones(FrontalThorax thorax, PhantomRandom random)
{
    private const double ClavicleHalfWidth = 0.030;
    private const double SpineHalfWidth = 0.075;

    private readonly double _clavicle = random.Between(-0.66, -0.58);
    private readonly double _clavicleSlope = random.Between(0.05, 0.22);
    private readonly double _vertebra = random.Between(0.10, 0.12);

    public double At(double x, double y)
    {
        var distance = Math.Abs(x);
        return (0.42 * PosteriorRib(distance, y))
            + (0.24 * AnteriorRib(distance, y))
            + (0.62 * Clavicle(distance, y))
            + (0.36 * Spine(x, y));
    }

    /// <summary>Depth in the clavicle of one side.</summary>
    public double ClavicleDepth(double x, double y, Side side)
    {
        var distance = x * FrontalThorax.Sign(side);
        return Math.Min(Math.Min(distance - 0.05, 0.80 - distance), ClavicleHalfWidth - Math.Abs(y - ClavicleMiddle(distance)));
    }

    /// <summary>Depth in the spine.</summary>
    public static double SpineDepth(double x) => SpineHalfWidth - Math.Abs(x);

    private double PosteriorRib(double distance, double y)
    {
        var outside = distance - thorax.Lateral(y) - 0.05;
        if (distance < 0.06 || outside > 0.03) return 0;
        var rise = 0.06 * Math.Sin(Math.PI * Math.Min(distance / 0.55, 1));
        var fall = 1.3 * Math.Pow(Math.Max(0, distance - 0.30), 2);
        return OfLadder(y - thorax.RibTop + rise - fall, thorax.RibPitch, 10, 0.024) * SmoothShapes.Step(-outside, 0.03);
    }

    private double AnteriorRib(double distance, double y)
    {
        var outside = distance - thorax.Lateral(y) - 0.04;
        if (distance < 0.26 || outside > 0.02) return 0;
        return OfLadder(y - thorax.RibTop - 0.04 - (0.42 * (0.78 - distance)), thorax.RibPitch * 1.18, 6, 0.026) * SmoothShapes.Step(distance - 0.32, 0.06);
    }

    private double Clavicle(double distance, double y)
    {
        if (distance is < 0.05 or > 0.80) return 0;
        return Cortex((y - ClavicleMiddle(distance)) / ClavicleHalfWidth);
    }

    private double ClavicleMiddle(double distance) => _clavicle - (_clavicleSlope * distance) + (0.03 * Math.Sin(distance * 7));

    private double Spine(double x, double y)
    {
        var body = SmoothShapes.Step(SpineDepth(x), 0.02);
        var phase = Math.Abs((((y + 2) / _vertebra) % 1) - 0.5);
        return body * (0.65 + (0.35 * SmoothShapes.Step(0.40 - phase, 0.08)));
    }

    private static double OfLadder(double y, double pitch, int count, double halfWidth)
    {
        var rung = Math.Round(y / pitch);
        return rung < 0 || rung >= count ? 0 : Cortex((y - (rung * pitch)) / halfWidth);
    }

    /// <summary>A tube's projection: denser at its two edges than in the middle.</summary>
    private static double Cortex(double t)
    {
        var across = Math.Abs(t);
        return across >= 1.2 ? 0 : SmoothShapes.Step(1 - across, 0.2) * (0.72 + (0.28 * SmoothShapes.Step(across - 0.6, 0.25)));
    }
}
