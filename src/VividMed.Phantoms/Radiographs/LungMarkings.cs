namespace VividMed.Phantoms.Radiographs;

/// <summary>The vessels that branch from both hila, drawn once on a lattice over [-1, 1] squared and read bilinearly.</summary>
internal sealed class LungMarkings
{
    private const int Size = 400;
    private readonly float[] _lattice = new float[Size * Size];

    public LungMarkings(PhantomRandom random)
    {
        foreach (var sign in (ReadOnlySpan<double>)[-1, 1])
        {
            for (var branch = 0; branch < 15; branch++)
            {
                var angle = (-1.35 + (2.8 * branch / 14)) + random.Between(-0.12, 0.12);
                Grow(random, sign * 0.15, random.Between(-0.08, 0.06), sign, angle, random.Between(0.011, 0.018), 5);
            }
        }
    }

    public double At(double x, double y)
    {
        var u = (x + 1) / 2 * (Size - 1);
        var v = (y + 1) / 2 * (Size - 1);
        if (u < 0 || v < 0 || u >= Size - 1 || v >= Size - 1) return 0;
        var (i, j) = ((int)u, (int)v);
        var (s, t) = ((float)(u - i), (float)(v - j));
        var at = (j * Size) + i;
        var top = _lattice[at] + ((_lattice[at + 1] - _lattice[at]) * s);
        var bottom = _lattice[at + Size] + ((_lattice[at + Size + 1] - _lattice[at + Size]) * s);
        return top + ((bottom - top) * t);
    }

    private void Grow(PhantomRandom random, double x, double y, double sign, double angle, double width, int generations)
    {
        for (var step = 0; step < generations; step++)
        {
            var length = random.Between(0.07, 0.13);
            var (toX, toY) = (x + (sign * Math.Cos(angle) * length), y + (Math.Sin(angle) * length));
            Stroke(x, y, toX, toY, width, 0.25 + (35 * width));
            if (step > 0 && random.Chance(0.45))
            {
                Grow(random, toX, toY, sign, angle + random.Between(-0.7, 0.7), width * 0.65, generations - step - 1);
            }

            (x, y, angle, width) = (toX, toY, angle + random.Between(-0.22, 0.22), width * 0.78);
        }
    }

    private void Stroke(double x0, double y0, double x1, double y1, double width, double strength)
    {
        var reach = width * 1.5;
        var (dx, dy) = (x1 - x0, y1 - y0);
        var squared = (dx * dx) + (dy * dy);
        for (var j = Cell(Math.Min(y0, y1) - reach); j <= Cell(Math.Max(y0, y1) + reach); j++)
        {
            for (var i = Cell(Math.Min(x0, x1) - reach); i <= Cell(Math.Max(x0, x1) + reach); i++)
            {
                var (x, y) = ((i * 2.0 / (Size - 1)) - 1, (j * 2.0 / (Size - 1)) - 1);
                var along = Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) / squared, 0, 1);
                var away = Math.Sqrt(Math.Pow(x - x0 - (along * dx), 2) + Math.Pow(y - y0 - (along * dy), 2));
                var value = (float)(strength * SmoothShapes.Step(width - away, width * 0.5));
                if (value > _lattice[(j * Size) + i]) _lattice[(j * Size) + i] = value;
            }
        }
    }

    private static int Cell(double coordinate) => Math.Clamp((int)((coordinate + 1) / 2 * (Size - 1)), 0, Size - 1);
}
