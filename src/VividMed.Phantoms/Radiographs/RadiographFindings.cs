using VividMed.Taxonomy;

namespace VividMed.Phantoms.Radiographs;

/// <summary>Gives each planned lung finding its place and shape in a thorax.</summary>
internal static class RadiographFindings
{
    public static RadiographFinding Place(PhantomTarget target, bool lower, FrontalThorax thorax, PhantomRandom random) =>
        target.Target switch
        {
            "lung nodule" => Nodule(target, lower, thorax, random),
            "pleural effusion" => Effusion(target, thorax, random),
            "pneumothorax" => Pneumothorax(target, thorax, random),
            "pulmonary consolidation" => Consolidation(target, lower, thorax, random),
            "atelectasis" => Atelectasis(target, thorax, random),
            "pulmonary cavity" => Cavity(target, lower, thorax, random),
            "pleural thickening" => PleuralThickening(target, thorax, random),
            _ => throw new ArgumentException($"no phantom shows {target.Target}", nameof(target)),
        };

    private static RadiographFinding Nodule(PhantomTarget target, bool lower, FrontalThorax thorax, PhantomRandom random)
    {
        var radius = random.Between(0.045, 0.085);
        var (x, y) = Center(target.Side, lower, radius + 0.02, thorax, random);
        return new RadiographFinding(target, (u, v) => SmoothShapes.Step(SmoothShapes.Ellipse(u - x, v - y, radius, radius), 0.010), 0.80);
    }

    private static RadiographFinding Consolidation(PhantomTarget target, bool lower, FrontalThorax thorax, PhantomRandom random)
    {
        var (rx, ry) = (random.Between(0.15, 0.22), random.Between(0.14, 0.24));
        var (x, y) = Center(target.Side, lower, 0.10, thorax, random);
        var noise = new ValueNoise(random, 34);
        return new RadiographFinding(target, Coverage, 0.66);

        double Coverage(double u, double v)
        {
            if (Math.Abs(u - x) > rx + 0.12 || Math.Abs(v - y) > ry + 0.12) return 0;
            var patch = SmoothShapes.Step(SmoothShapes.Ellipse(u - x, v - y, rx, ry) + (0.12 * (noise.At(u, v) - 0.5)), 0.05);
            return patch * InFreeLung(thorax, target.Side, u, v);
        }
    }

    private static RadiographFinding Effusion(PhantomTarget target, FrontalThorax thorax, PhantomRandom random)
    {
        var depth = random.Between(0.10, 0.40);
        var level = thorax.Dome(0.40, target.Side) - depth;
        var sign = FrontalThorax.Sign(target.Side);
        return new RadiographFinding(target, Coverage, 0.94);

        double Coverage(double u, double v)
        {
            var meniscus = level + 0.05 - (0.28 * Math.Pow(Math.Clamp(u * sign, 0, 1), 3));
            return v < meniscus - 0.03 ? 0 : SmoothShapes.Step(v - meniscus, 0.02) * InFreeLung(thorax, target.Side, u, v);
        }
    }

    private static RadiographFinding Pneumothorax(PhantomTarget target, FrontalThorax thorax, PhantomRandom random)
    {
        var gap = random.Between(0.11, 0.20);
        var end = random.Between(0.85, 1.15);
        var sign = FrontalThorax.Sign(target.Side);
        return new RadiographFinding(target, Coverage, -0.40, Pleura);

        // Depth in the collapsed lung, which has drawn back from the apex and the lateral chest wall.
        double Collapsed(double u, double v)
        {
            var here = gap * Math.Clamp(1 - ((v - thorax.Top) / end), 0, 1);
            return Math.Min(thorax.Lateral(v - (1.2 * gap)) - here - (u * sign), v - thorax.Top - (1.2 * gap));
        }

        double Coverage(double u, double v) => SmoothShapes.Step(-Collapsed(u, v) - 0.012) * SmoothShapes.Step(
            thorax.Lung(u, v, target.Side));

        double Pleura(double u, double v) => SmoothShapes.Band(Collapsed(u, v), 0.014) * SmoothShapes.Step(
            thorax.Lung(u, v, target.Side) - 0.01);
    }

    private static RadiographFinding Atelectasis(PhantomTarget target, FrontalThorax thorax, PhantomRandom random)
    {
        var sign = FrontalThorax.Sign(target.Side);
        var plates = Enumerable.Range(0, random.Between(2, 3)).Select(plate => (
            Y: thorax.Dome(0.42, target.Side) - 0.09 - (0.095 * plate),
            Slope: random.Between(-0.18, 0.10),
            From: random.Between(0.16, 0.26) + (target.Side == Side.Left ? 0.12 : 0),
            To: random.Between(0.60, 0.70),
            HalfWidth: random.Between(0.024, 0.034))).ToArray();
        return new RadiographFinding(target, Coverage, 0.72);

        double Coverage(double u, double v)
        {
            var distance = u * sign;
            var strongest = 0.0;
            foreach (var plate in plates)
            {
                var across = v - plate.Y - (plate.Slope * (distance - 0.42));
                if (Math.Abs(across) > 0.06) continue;
                strongest = Math.Max(
                    strongest,
                    SmoothShapes.Band(across, plate.HalfWidth) * SmoothShapes.Step(Math.Min(distance - plate.From, plate.To - distance), 0.03));
            }

            return strongest == 0 ? 0 : strongest * InFreeLung(thorax, target.Side, u, v);
        }
    }

    /// <summary>A wall of even thickness round a lumen that holds air and no vessels.</summary>
    private static RadiographFinding Cavity(PhantomTarget target, bool lower, FrontalThorax thorax, PhantomRandom random)
    {
        var (radius, wall, flat) = (random.Between(0.080, 0.125), random.Between(0.024, 0.036), random.Between(0.85, 1.0));
        var (x, y) = Center(target.Side, lower, radius + 0.01, thorax, random);
        return new RadiographFinding(
            target, (u, v) => Outer(u, v) * (1 - SmoothShapes.Step(Depth(u, v) - wall, 0.010)), 0.85, Extent: Outer);

        double Depth(double u, double v) => SmoothShapes.Ellipse(u - x, v - y, radius, radius * flat);

        double Outer(double u, double v) => SmoothShapes.Step(Depth(u, v), 0.010);
    }

    /// <summary>A cap of uneven thickness on the apex, thinning out down the lateral wall.</summary>
    private static RadiographFinding PleuralThickening(PhantomTarget target, FrontalThorax thorax, PhantomRandom random)
    {
        var (thickness, length) = (random.Between(0.075, 0.11), random.Between(0.24, 0.36));
        var sign = FrontalThorax.Sign(target.Side);
        var noise = new ValueNoise(random, 40);
        return new RadiographFinding(target, Coverage, 0.80);

        double Coverage(double u, double v)
        {
            var share = 1 - ((v - thorax.Top) / length);
            if (share is <= 0 or > 1.1) return 0;
            var wall = Math.Min(thorax.Lateral(v) - (u * sign), v - thorax.Top);
            return SmoothShapes.Step((thickness * Math.Sqrt(share)) + (0.02 * (noise.At(u, v) - 0.5)) - wall, 0.015) * SmoothShapes.Step(thorax.Lung(u, v, target.Side));
        }
    }

    private static double InFreeLung(FrontalThorax thorax, Side side, double x, double y) =>
        SmoothShapes.Step(thorax.Lung(x, y, side)) * (1 - SmoothShapes.Step(Math.Max(thorax.Heart(x, y), thorax.AorticArch(x, y))));

    /// <summary>
    /// A point of the zone at least that far from every border of the free lung; where none is found, the deepest point seen.
    /// </summary>
    private static (double X, double Y) Center(Side side, bool lower, double clearance, FrontalThorax thorax, PhantomRandom random)
    {
        var best = (Depth: double.MinValue, X: 0.0, Y: 0.0);
        var bottom = thorax.Dome(0.42, side);
        for (var attempt = 0; attempt < 60 && best.Depth < clearance; attempt++)
        {
            var y = lower ? random.Between(bottom - 0.40, bottom - 0.08) : random.Between(thorax.Top + 0.18, bottom - 0.52);
            var x = FrontalThorax.Sign(side) * random.Between(0.18, 0.62);
            var depth = Math.Min(thorax.Lung(x, y, side), -Math.Max(thorax.Heart(x, y), thorax.AorticArch(x, y)));
            if (depth > best.Depth) best = (depth, x, y);
        }

        return (best.X, best.Y);
    }
}

/// <summary>
/// A finding on a frontal radiograph. <paramref name="Coverage"/> says how much of it lies at a point (0 to 1);
/// <paramref name="Opacity"/> is the share of the lung's air that it takes away (negative: it adds air);
/// <paramref name="Line"/> is a thin bright line that goes with it; <paramref name="Extent"/> says where the finding is (over one half is the
/// truth region) where that is more than what takes air away, such as a cavity with its lumen.
/// </summary>
internal sealed record RadiographFinding(
    PhantomTarget Target,
    Func<double, double, double> Coverage,
    double Opacity,
    Func<double, double, double>? Line = null,
    Func<double, double, double>? Extent = null);
