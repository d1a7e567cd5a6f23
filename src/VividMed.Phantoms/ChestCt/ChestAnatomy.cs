using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// The standard body in patient millimeters, each time a little different; paints itself from the skin inward. A standing one, for radiographs,
/// lies on no table and has bones as dense as a radiograph shows them.
/// </summary>
internal sealed class ChestAnatomy
{
    private const double Apex = 116;
    private readonly PhantomRandom _random;
    private readonly bool _cardiomegaly;
    private readonly bool _standing;
    private readonly double _domeRight, _domeLeft, _fissure, _horizontal, _heartScale, _contrast;

    public ChestAnatomy(PhantomRandom random, bool cardiomegaly, bool standing = false)
    {
        _random = random;
        _cardiomegaly = cardiomegaly;
        _standing = standing;
        _domeRight = random.Between(-54, -40);
        _domeLeft = _domeRight - random.Between(6, 14);
        _fissure = random.Between(-14, 4);
        _horizontal = random.Between(0, 14);
        _heartScale = cardiomegaly ? random.Between(1.24, 1.36) : random.Between(0.92, 1.05);
        _contrast = random.Chance(0.5) ? random.Between(60, 140) : random.Between(0, 15);
    }

    /// <summary>The height of the aortic arch, known once the body is painted.</summary>
    public double ArchTop { get; private set; }

    public void Paint(ChestCanvas canvas)
    {
        PaintBody(canvas);
        PaintLung(canvas, Side.Right);
        PaintLung(canvas, Side.Left);
        PaintVessels(canvas);
        PaintAbdomen(canvas);
        PaintSpine(canvas);
        PaintRibs(canvas);
        PaintAirways(canvas);
        PaintHeart(canvas);
        PaintAorta(canvas);
    }

    /// <summary>+1 on the patient's right, where x is positive.</summary>
    public static double Sign(Side side) => side == Side.Right ? 1 : -1;

    /// <summary>The highest point of the diaphragm on one side.</summary>
    public double DomeTop(Side side) => side == Side.Right ? _domeRight : _domeLeft;

    public static Box LungBounds(Side side) =>
        side == Side.Right ? new Box(6, -90, -118, 140, 90, Apex) : new Box(-140, -90, -118, -6, 90, Apex);

    /// <summary>Depth in the lung of one side, before heart and spine push into it.</summary>
    public double Lung(double x, double y, double z, Side side)
    {
        var outward = x * Sign(side);
        var rise = Math.Max(0, (z + 10) / (Apex + 10));
        var section = Math.Sqrt(Math.Max(0, 1 - (rise * rise)));
        if (section < 0.05) return -10;
        var (dx, dy) = ((outward - 68) / (62 * section), (y + 2) / (84 * section));
        var wall = (1 - Math.Sqrt((dx * dx) + (dy * dy))) * 58 * section;
        return Math.Min(Math.Min(wall, outward - 12), z - Dome(outward, y, side));
    }

    /// <summary>The lobe at a point of the lung: below the oblique fissure lower, on the right between both fissures middle.</summary>
    public ChestStructure Lobe(double y, double z, Side side)
    {
        var lower = z + (0.95 * y) < _fissure - 6;
        if (side == Side.Left) return lower ? ChestStructure.LeftLowerLobe : ChestStructure.LeftUpperLobe;
        if (lower) return ChestStructure.RightLowerLobe;
        return z < _horizontal ? ChestStructure.RightMiddleLobe : ChestStructure.RightUpperLobe;
    }

    private double Dome(double outward, double y, Side side)
    {
        var top = DomeTop(side);
        var away = ((outward - 55) * (outward - 55)) + ((y - 10) * (y - 10));
        return Math.Max(top - (0.0088 * away), -112);
    }

    private void PaintBody(ChestCanvas canvas)
    {
        var everywhere = new Box(-1000, -1000, -1000, 1000, 1000, 1000);
        if (!_standing) canvas.PaintEllipsoid(0, -136, 0, 190, 9, 900, -120);
        canvas.Paint(everywhere, (x, y, z) => Torso(x, y, z, 0), -100);
        canvas.Paint(everywhere, (x, y, z) => Torso(x, y, z, 9), 48);

        static double Torso(double x, double y, double z, double inset)
        {
            var shoulders = Math.Max(0, z - 70) / 80;
            var (a, b) = (150 + (6 * shoulders) - inset, 112 - (22 * shoulders * shoulders) - inset);
            var (u, v) = (x * x / (a * a), y * y / (b * b));
            return (1 - Math.Sqrt(Math.Sqrt((u * u) + (v * v) + (1.3 * u * v)))) * b;
        }
    }

    private void PaintLung(ChestCanvas canvas, Side side)
    {
        var air = _random.Between(-865, -800);
        canvas.Visit(LungBounds(side), (x, y, z) => Lung(x, y, z, side), (at, i, j, k, share, inside) =>
        {
            canvas.Hounsfield[at] += (float)((air - canvas.Hounsfield[at]) * share);
            if (!inside) return;
            var (_, y, z) = canvas.Grid.ToPatient(i, j, k);
            canvas.Structures[at] = Lobe(y, z, side);
        });
    }

    private void PaintVessels(ChestCanvas canvas)
    {
        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            for (var branch = 0; branch < 16; branch++)
            {
                var from = (X: 30 * Sign(side), Y: -6.0, Z: 10.0);
                var radius = _random.Between(3.2, 4.6);
                var (dx, dy, dz) = (_random.Between(0.35, 1) * Sign(side), _random.Between(-0.9, 0.8), _random.Between(-1, 1.1));
                for (var step = 0; step < 4; step++)
                {
                    var to = (X: from.X + (14 * dx), Y: from.Y + (14 * dy), Z: from.Z + (15 * dz));
                    if (Lung(to.X, to.Y, to.Z, side) < 5) break;
                    canvas.PaintTube(from, to, radius, 10, opacity: 0.55);
                    (from, radius) = (to, radius * 0.72);
                    (dx, dy, dz) = (dx + _random.Between(-0.2, 0.2), dy + _random.Between(-0.3, 0.3), dz + _random.Between(-0.3, 0.3));
                }
            }
        }
    }

    private void PaintAbdomen(ChestCanvas canvas)
    {
        var liver = 60 + (_contrast * 0.25);
        var (lx, ly) = (_random.Between(48, 60), _random.Between(4, 14));
        canvas.Paint(ChestCanvas.Around(lx, ly, -108, 84, 76, 66), (x, y, z) => Math.Min(
            ChestCanvas.Ellipsoid(x - lx, y - ly, z + 108, 84, 76, 66),
            (x > 0 ? Dome(x, y, Side.Right) : Dome(-x, y, Side.Left)) - z - 2), liver, ChestStructure.Liver);
        var (sx, sy) = (_random.Between(-88, -80), _random.Between(-36, -24));
        canvas.Paint(ChestCanvas.Around(sx, sy, -106, 34, 46, 42), (x, y, z) => Math.Min(
            ChestCanvas.Ellipsoid(x - sx, y - sy, z + 106, 34, 46, 42), Dome(-x, y, Side.Left) - z - 2), liver - 8, ChestStructure.Spleen);
        canvas.Paint(ChestCanvas.Around(-52, 38, -104, 30, 26, 26), (x, y, z) => Math.Min(
            ChestCanvas.Ellipsoid(x + 52, y - 38, z + 104, 30, 26, 26), Dome(-x, y, Side.Left) - z - 4), -550);
    }

    private void PaintSpine(ChestCanvas canvas)
    {
        var (phase, disc) = (_random.Between(0, 26), _random.Between(60, 100));
        canvas.PaintTube((0, -70, -300), (0, -70, 300), 18, 210, ChestStructure.Vertebrae);
        for (var z = -160 + phase; z < 170; z += 26) canvas.PaintEllipsoid(0, -70, z, 17, 17, 4.5, disc);
        canvas.PaintTube((0, -94, -300), (0, -94, 300), 14, 190, ChestStructure.Vertebrae);
        canvas.PaintTube((0, -93, -300), (0, -93, 300), 8, 30);
    }

    private void PaintRibs(ChestCanvas canvas)
    {
        var start = _random.Between(112, 120);
        var bone = _standing ? 640 : 320;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            var structure = side == Side.Right ? ChestStructure.RightRib : ChestStructure.LeftRib;
            for (var rib = 0; rib < 9; rib++)
            {
                var top = start - (24 * rib);
                var opening = Math.Sqrt(Math.Max(0.12, 1 - Math.Pow(Math.Max(0, (top - 8) / 135), 2)));
                (double X, double Y, double Z)? last = null;
                for (var turn = 0; turn <= 16; turn++)
                {
                    var (sin, cos) = Math.SinCos(Math.PI * (0.10 + (0.78 * turn / 16)));
                    var next = (X: Sign(side) * (10 + (124 * opening * sin)), Y: -3 - (94 * opening * cos), Z: top - (46.0 * turn / 16));
                    if (last is { } from) canvas.PaintTube(from, next, 5.2, bone, structure, 0.9);
                    last = next;
                }
            }
        }

        canvas.PaintEllipsoid(0, 92, 10, 17, 7, 80, 220, ChestStructure.Sternum);
    }

    private void PaintAirways(ChestCanvas canvas)
    {
        var carina = _random.Between(36, 46);
        canvas.PaintTube((0, -8, 300), (0, -12, carina), 9.5, -990, ChestStructure.Trachea);
        canvas.PaintTube((3, -12, carina - 2), (38, -12, carina - 32), 7, -985, ChestStructure.RightBronchus);
        canvas.PaintTube((-3, -12, carina - 2), (-42, -14, carina - 34), 6.6, -985, ChestStructure.LeftBronchus);
    }

    private void PaintHeart(ChestCanvas canvas)
    {
        var size = _heartScale;
        var (x, y, z) = (-20 - (14 * (size - 1)), _random.Between(20, 28), _random.Between(-44, -36));
        var blood = 42 + (_contrast * 0.6);
        canvas.PaintEllipsoid(x, y, z, (58 * size) + 5, (47 * size) + 4, (46 * size) + 4, -40, ChestStructure.None);
        canvas.PaintEllipsoid(x, y, z, 58 * size, 47 * size, 46 * size, blood, ChestStructure.Heart);
        if (_cardiomegaly) canvas.PaintEllipsoid(x - 10, y, z - 4, 30, 24, 24, blood + 18);
    }

    private void PaintAorta(ChestCanvas canvas)
    {
        var blood = 55 + _contrast;
        var radius = _random.Between(12.5, 15.5);
        var top = ArchTop = _random.Between(58, 66);
        canvas.PaintTube((10, 14, -2), (14, 14, top - 16), radius + 1, blood, ChestStructure.Aorta);
        (double X, double Y, double Z) last = (14, 14, top - 16);
        for (var turn = 1; turn <= 8; turn++)
        {
            var (sin, cos) = Math.SinCos(Math.PI * turn / 8);
            var next = (X: -5 + (19 * cos), Y: -16 + (30 * cos), Z: top - 16 + (18 * sin));
            canvas.PaintTube(last, next, radius, blood, ChestStructure.Aorta);
            last = next;
        }

        canvas.PaintTube(last, (-20, -50, 10), radius - 1, blood, ChestStructure.Aorta);
        canvas.PaintTube((-20, -50, 10), (-14, -46, -300), radius - 2, blood, ChestStructure.Aorta);
    }
}

/// <summary>
/// What a voxel of the phantom chest belongs to; each voxel has one structure. Those after the spleen are told apart in a standing chest alone.
/// </summary>
internal enum ChestStructure : byte
{
    None,
    LeftUpperLobe,
    LeftLowerLobe,
    RightUpperLobe,
    RightMiddleLobe,
    RightLowerLobe,
    Heart,
    Aorta,
    Trachea,
    LeftBronchus,
    RightBronchus,
    Vertebrae,
    LeftRib,
    RightRib,
    Sternum,
    Liver,
    Spleen,
    LeftClavicle,
    RightClavicle,
    AorticKnob,
}
