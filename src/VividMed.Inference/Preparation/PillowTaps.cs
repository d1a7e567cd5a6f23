namespace VividMed.Inference.Preparation;

/// <summary>
/// One axis of Pillow's BILINEAR resize for 8-bit pixels: a triangle filter whose support grows with the reduction, its weights
/// normalized in double precision and stored as integers of 2^-22. What lies beyond the border is left out.
/// </summary>
internal sealed class PillowTaps
{
    public const int Precision = 22;

    private readonly int[] _first;
    private readonly int[][] _weights;

    public PillowTaps(int from, int to)
    {
        _first = new int[to];
        _weights = new int[to][];
        var scale = (double)from / to;
        var support = Math.Max(1, scale);
        for (var i = 0; i < to; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(center - support + 0.5));
            var end = Math.Min(from, (int)(center + support + 0.5));
            _first[i] = first;
            _weights[i] = Weights(first, end - first, center, 1 / support);
        }
    }

    public int First(int output) => _first[output];

    public ReadOnlySpan<int> Weights(int output) => _weights[output];

    private static int[] Weights(int first, int count, double center, double step)
    {
        var weights = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            weights[i] = Math.Max(0, 1 - Math.Abs((first + i - center + 0.5) * step));
            sum += weights[i];
        }

        return Array.ConvertAll(weights, weight => (int)(0.5 + (weight * (1 / sum) * (1 << Precision))));
    }
}
