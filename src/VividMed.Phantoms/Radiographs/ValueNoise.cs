namespace VividMed.Phantoms.Radiographs;

/// <summary>Smooth noise in 0..1 on a lattice of the given cells over [-1.5, 1.5] squared.</summary>
internal sealed class ValueNoise
{
    private readonly int _cells;
    private readonly float[] _lattice;

    public ValueNoise(PhantomRandom random, int cells)
    {
        _cells = cells;
        _lattice = new float[(cells + 1) * (cells + 1)];
        for (var i = 0; i < _lattice.Length; i++) _lattice[i] = (float)random.Uniform();
    }

    public double At(double x, double y)
    {
        var u = Math.Clamp((x + 1.5) / 3, 0, 0.9999) * _cells;
        var v = Math.Clamp((y + 1.5) / 3, 0, 0.9999) * _cells;
        var (i, j) = ((int)u, (int)v);
        var (s, t) = (Ease(u - i), Ease(v - j));
        var at = (j * (_cells + 1)) + i;
        var top = _lattice[at] + ((_lattice[at + 1] - _lattice[at]) * s);
        var bottom = _lattice[at + _cells + 1] + ((_lattice[at + _cells + 2] - _lattice[at + _cells + 1]) * s);
        return top + ((bottom - top) * t);
    }

    private static double Ease(double t) => t * t * (3 - (2 * t));
}
