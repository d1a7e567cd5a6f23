using VividMed.Taxonomy;

namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// The shapes of a frontal chest in thorax coordinates: x from -1 (image left, the patient's right) to 1, y from -1 (top) to 1.
/// Depths are positive inside. Proportions vary with the seed; the cardiothoracic ratio is 0.42 to 0.48, with
/// cardiomegaly 0.57 to 0.66; the aortic arch reaches 0.20 to 0.22 from the midline, enlarged 0.28 to 0.33.
/// </summary>
internal sealed class FrontalThorax
{
    private const double ApexX = 0.31;
    private readonly double _top, _medial, _lateral, _domeRight, _domeLeft;
    private readonly double _heartX, _heartY, _heartRx, _heartRy, _heartCos, _heartSin;
    private readonly double _archX, _archRx, _archRy;

    public FrontalThorax(PhantomRandom random, bool cardiomegaly, bool aorticEnlargement)
    {
        _top = random.Between(-0.80, -0.72);
        _medial = random.Between(0.10, 0.13);
        _lateral = random.Between(0.68, 0.75);
        _domeRight = random.Between(0.38, 0.48);
        _domeLeft = _domeRight + random.Between(0.03, 0.07);
        var ratio = cardiomegaly ? random.Between(0.57, 0.66) : random.Between(0.42, 0.48);
        _heartRx = ratio * (_lateral + 0.05);
        _heartRy = _heartRx * random.Between(0.78, 0.88);
        _heartX = 0.08 + (0.30 * (_heartRx - 0.33));
        _heartY = _domeLeft - (_heartRy * 0.78);
        var tilt = random.Between(0.30, 0.50);
        (_heartCos, _heartSin) = (Math.Cos(tilt), Math.Sin(tilt));
        _archRx = aorticEnlargement ? random.Between(0.135, 0.165) : random.Between(0.078, 0.092);
        _archRy = _archRx * random.Between(1.08, 1.22);
        _archX = 0.125 + (0.5 * (_archRx - 0.085));
        RibTop = _top + random.Between(0.02, 0.08);
        RibPitch = random.Between(0.125, 0.145);
    }

    public double RibTop { get; }

    public double RibPitch { get; }

    public static double Sign(Side side) => side == Side.Right ? -1 : 1;

    public double Top => _top;

    /// <summary>How far from the midline the lung's outer border lies at a height.</summary>
    public double Lateral(double y) => ApexX + ((_lateral - ApexX) * Opening(y)) + (0.06 * Height(y));

    /// <summary>The diaphragm's height at a distance from the midline.</summary>
    public double Dome(double distance, Side side) =>
        (side == Side.Right ? _domeRight : _domeLeft) + (0.95 * (distance - 0.36) * (distance - 0.36));

    /// <summary>Depth in the lung field of one side.</summary>
    public double Lung(double x, double y, Side side)
    {
        var distance = x * Sign(side);
        var medial = ApexX - ((ApexX - _medial) * Opening(y));
        return Math.Min(Math.Min(Lateral(y) - distance, distance - medial), Math.Min(Dome(distance, side) - y, y - _top));
    }

    public double Heart(double x, double y) => SmoothShapes.Ellipse(x - _heartX, y - _heartY, _heartRx, _heartRy, _heartCos, _heartSin);

    /// <summary>The great vessels above the heart, with the aortic knob on the patient's left.</summary>
    public double Mediastinum(double x, double y)
    {
        var column = (y < _heartY ? 0.125 : 0.09) - Math.Abs(x - 0.01);
        return Math.Max(column, AorticArch(x, y));
    }

    /// <summary>The aortic knob, on the patient's left above the heart.</summary>
    public double AorticArch(double x, double y) => SmoothShapes.Ellipse(x - _archX, y + 0.30, _archRx, _archRy);

    /// <summary>The trachea's column of air, from the top of the body to its fork.</summary>
    public double Trachea(double x, double y) => Math.Min(Math.Min(0.036 - Math.Abs(x), -0.28 - y), Body(x, y));

    public double Body(double x, double y)
    {
        var shoulders = 0.20 + (0.78 * SmoothShapes.Step(y + 0.86, 0.16));
        var waist = 0.98 - (0.10 * SmoothShapes.Step(y - 0.1, 0.8));
        return Math.Min(shoulders, waist) - Math.Abs(x);
    }

    private double Height(double y) => Math.Clamp((y - _top) / (0.7 - _top), 0, 1);

    private double Opening(double y)
    {
        var t = 1 - Math.Min(Height(y) / 0.38, 1);
        return Math.Sqrt(Math.Max(0, 1 - (t * t)));
    }
}
