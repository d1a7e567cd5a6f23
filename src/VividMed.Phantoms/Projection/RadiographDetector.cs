namespace VividMed.Phantoms.Projection;

/// <summary>
/// A digital detector: what arrives of the beam (Beer-Lambert), a veil of scattered rays that the grid let through, the noise of counted
/// quanta, whose number in the picture's median pixel the exposure control sets, and the display curve: the logarithm, spread over the picture's own range and bent into an S as film was.
/// </summary>
public sealed class RadiographDetector
{
    /// <summary>Stored values lie in 0..4095.</summary>
    public const int BitsStored = 12;

    private const int WhiteLevel = 3700;
    private const int Largest = (1 << BitsStored) - 1;

    /// <summary>Shares of the pixels that are black and white before the curve.</summary>
    private const double Black = 0.01, White = 0.995;

    private readonly PhantomRandom _noise;
    private readonly double _quanta, _scatter, _floor, _gamma, _bend;

    /// <summary>Exposure and curve vary with the seed.</summary>
    /// <param name="inverted">True stores low values as white (MONOCHROME1); null draws it, one in three or so.</param>
    public RadiographDetector(int seed, bool? inverted = null)
    {
        var random = new PhantomRandom(seed, "detector");
        _noise = new PhantomRandom(seed, "quanta");
        _quanta = Math.Exp(random.Between(Math.Log(1_500), Math.Log(15_000)));
        _scatter = random.Between(0.05, 0.25);
        _floor = random.Between(60, 260);
        _gamma = random.Between(0.75, 1.25);
        _bend = random.Between(0.2, 0.8);
        var drawn = random.Chance(0.3);
        Inverted = inverted ?? drawn;
    }

    public bool Inverted { get; }

    /// <summary>The stored 12-bit values of a shadow, bright where little arrives unless <see cref="Inverted"/>.</summary>
    public ushort[] Expose(Shadow shadow)
    {
        var densities = Densities(shadow.Integrals);
        var order = densities.Order().ToArray();
        var (black, white) = (At(order, Black), At(order, White));
        return Array.ConvertAll(densities, density => Store((density - black) / Math.Max(1e-6, white - black)));

        static double At(float[] order, double share) => order[(int)(share * (order.Length - 1))];
    }

    /// <summary>Minus the logarithm of the share of quanta counted in each pixel.</summary>
    private float[] Densities(float[] integrals)
    {
        var primary = Array.ConvertAll(integrals, static integral => Math.Exp(-integral));
        var veil = _scatter * primary.Average();
        var open = _quanta / (primary.Order().ElementAt(primary.Length / 2) + veil);
        return Array.ConvertAll(primary, share =>
        {
            var expected = (share + veil) * open;
            var counted = Math.Max(1, expected + (Math.Sqrt(expected) * _noise.Normal()));
            return (float)-Math.Log(counted / open);
        });
    }

    private ushort Store(double density)
    {
        var share = Math.Pow(Math.Clamp(density, 0, 1), _gamma);
        var bent = share + (_bend * ((share * share * (3 - (2 * share))) - share));
        var value = (ushort)Math.Clamp(Math.Round(_floor + (WhiteLevel * bent)), 0, Largest);
        return Inverted ? (ushort)(Largest - value) : value;
    }
}
