using VividMed.Imaging.Geometry;
using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.BrainMr;

/// <summary>The standard head in patient millimeters, each time a little different; paints itself from the skin inward.</summary>
internal sealed class BrainAnatomy
{
    /// <summary>From the skull's inner side to the midline of a normal brain, side to side.</summary>
    private const double InnerRadius = 68;

    private const double Fissure = 1.6;
    private readonly double _ventricles, _gyri, _phase, _cortex, _occiput;

    public BrainAnatomy(PhantomRandom random, bool hydrocephalus)
    {
        _ventricles = hydrocephalus ? random.Between(1.75, 2.2) : random.Between(0.85, 1.12);
        _gyri = random.Between(0.085, 0.115);
        _phase = random.Between(0, 6);
        _cortex = random.Between(4.5, 6.5);
        _occiput = random.Between(-0.06, 0.06);
    }

    /// <summary>+1 on the patient's right, where x is positive.</summary>
    public static double Sign(Side side) => side == Side.Right ? 1 : -1;

    /// <summary>Depth under the inner side of the skull.</summary>
    public static double Inside(double x, double y, double z) => ChestCanvas.Ellipsoid(x, y, z, InnerRadius, 88, 82);

    public static BrainStructure HemisphereOf(Side side) => side == Side.Right ? BrainStructure.RightHemisphere : BrainStructure.LeftHemisphere;

    public void Paint(BrainCanvas canvas)
    {
        PaintHead(canvas);
        PaintCerebrum(canvas);
        canvas.Paint(ChestCanvas.Around(0, -46, -38, 60, 40, 34), static (x, y, z) => Math.Min(ChestCanvas.Ellipsoid(x, y + 46, z + 38, 46, 30, 22), Inside(x, y, z) - 2), BrainTissue.Cerebellum, BrainStructure.Cerebellum);
        canvas.Paint(new Box(-20, -50, -90, 20, 20, 0), static (x, y, z) => Math.Min(11 - Math.Sqrt((x * x) + Math.Pow(y + 15 + (0.2 * (-8 - z)), 2)), Math.Min(-8 - z, z + 84)), BrainTissue.Brainstem, BrainStructure.Brainstem);
        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left]) PaintVentricle(canvas, side);
    }

    private static void PaintHead(BrainCanvas canvas)
    {
        canvas.Paint(BrainCanvas.Everywhere, static (x, y, z) => Math.Min(50 - Math.Sqrt((x * x) + ((y + 18) * (y + 18))), -40 - z), BrainTissue.Muscle);
        canvas.Paint(BrainCanvas.Everywhere, static (x, y, z) => ChestCanvas.Ellipsoid(x, y, z + 2, 79, 99, 94), BrainTissue.Fat);
        canvas.Paint(BrainCanvas.Everywhere, static (x, y, z) => ChestCanvas.Ellipsoid(x, y, z, 73, 93, 87), BrainTissue.Bone);
        canvas.Paint(BrainCanvas.Everywhere, Inside, BrainTissue.Fluid);
    }

    private void PaintCerebrum(BrainCanvas canvas)
    {
        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            var sign = Sign(side);
            canvas.Paint(BrainCanvas.Everywhere, (x, y, z) => Math.Min(Cerebrum(x, y, z), (sign * x) - (z > 4 ? Fissure : 0)), BrainTissue.Gray, HemisphereOf(side));
        }

        canvas.Paint(BrainCanvas.Everywhere, (x, y, z) => Math.Min(Cerebrum(x, y, z) - _cortex, Math.Abs(x) - 4), BrainTissue.White, onto: static owner => owner is BrainStructure.LeftHemisphere or BrainStructure.RightHemisphere);
        foreach (var sign in (ReadOnlySpan<double>)[1, -1])
        {
            canvas.Paint(ChestCanvas.Around(sign * 24, 6, 8, 12, 18, 14), (x, y, z) => ChestCanvas.Ellipsoid(x - (sign * 24), y - 6, z - 8, 8, 14, 11), BrainTissue.Gray);
        }
    }

    /// <summary>Depth in the cerebrum, whose surface is folded.</summary>
    private double Cerebrum(double x, double y, double z)
    {
        var folds = 1.7 * Math.Sin((_gyri * 2 * x) + _phase) * Math.Sin((_gyri * 2.3 * y) - _phase) * Math.Cos(_gyri * 2.1 * z);
        return Math.Min(ChestCanvas.Ellipsoid(x * (1 + (_occiput * y / 100)), y - 2, z - 12, 63, 82, 60), z + 26 - (0.12 * y)) - 1.5 + folds;
    }

    private void PaintVentricle(BrainCanvas canvas, Side side)
    {
        var (sign, k) = (Sign(side), _ventricles);
        var away = sign * 10 * Math.Sqrt(k);
        canvas.Paint(
            ChestCanvas.Around(away, -6, 20, 45, 70, 40),
            (x, y, z) => Math.Min(
                Math.Max(
                    ChestCanvas.Ellipsoid(x - away, y - 6, z - 20, 5.5 * k, 27 + (4 * k), 7.5 * k),
                    ChestCanvas.Ellipsoid(x - (1.6 * away), y + 28, z - 14, 5.5 * k, 18 + (3 * k), 7 * k)),
                (sign * x) - 1.5),
            BrainTissue.Fluid, side == Side.Right ? BrainStructure.RightVentricle : BrainStructure.LeftVentricle);
    }
}
