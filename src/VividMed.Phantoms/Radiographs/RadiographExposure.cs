namespace VividMed.Phantoms.Radiographs;

/// <summary>
/// How the patient stood and how the plate was exposed: pixel to thorax coordinates, and brightness to a stored 12-bit value.
/// </summary>
internal sealed class RadiographExposure
{
    private const double WhiteLevel = 3700;
    private readonly PhantomRandom _noise;
    private readonly double _middleX, _middleY, _perPixel, _cos, _sin;
    private readonly double _floor, _gain, _gamma, _grain;

    public RadiographExposure(int seed, PhantomRadiographOptions options)
    {
        var random = new PhantomRandom(seed, "exposure");
        _noise = new PhantomRandom(seed, "noise");
        var half = Math.Min(options.Width, options.Height) / 2.0;
        _perPixel = 1 / (half * random.Between(0.90, 1.04));
        _middleX = (options.Width / 2.0) + (half * random.Between(-0.05, 0.05));
        _middleY = (options.Height / 2.0) + (half * random.Between(-0.05, 0.05));
        (_sin, _cos) = Math.SinCos(random.Between(-0.055, 0.055));
        _floor = random.Between(60, 260);
        _gain = random.Between(0.80, 1.12);
        _gamma = random.Between(0.80, 1.25);
        _grain = random.Between(14, 42);
        Inverted = options.Inverted ?? random.Chance(0.3);
    }

    public bool Inverted { get; }

    public (double X, double Y) ToThorax(int column, int row)
    {
        var dx = (column + 0.5 - _middleX) * _perPixel;
        var dy = (row + 0.5 - _middleY) * _perPixel;
        return ((dx * _cos) + (dy * _sin), (dy * _cos) - (dx * _sin));
    }

    public ushort Expose(double brightness)
    {
        var value = _floor + (WhiteLevel * Math.Pow(Math.Clamp(brightness * _gain, 0, 1), _gamma)) + (_grain * _noise.Normal());
        var stored = (ushort)Math.Clamp(Math.Round(value), 0, 4095);
        return Inverted ? (ushort)(4095 - stored) : stored;
    }
}
