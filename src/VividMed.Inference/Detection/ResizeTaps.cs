namespace VividMed.Inference;

/// <summary>
/// One axis of a bilinear resize: which source pixels make output pixel i, and with which weights (they sum to 1).
/// Centres are half a pixel in (output i looks at (i + 0.5) * from / to). With antialiasing the triangle grows with the reduction.
/// </summary>
internal sealed class ResizeTaps
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    public ResizeTaps(int from, int to, bool antialias)
    {
        _first = new int[to];
        _weights = new float[to][];
        var scale = (double)from / to;
        var support = antialias ? Math.Max(1, scale) : 1;
        for (var i = 0; i < to; i++)
        {
            var centre = ((i + 0.5) * scale) - 0.5;
            var low = (int)Math.Ceiling(centre - support);
            var high = (int)Math.Floor(centre + support);
            _first[i] = Math.Clamp(low, 0, from - 1);
            _weights[i] = Weights(low, high, _first[i], Math.Clamp(high, 0, from - 1), centre, support, antialias);
        }
    }

    public int First(int output) => _first[output];

    public ReadOnlySpan<float> Weights(int output) => _weights[output];

    private static float[] Weights(int low, int high, int first, int last, double centre, double support, bool antialias)
    {
        var weights = new double[last - first + 1];
        for (var source = low; source <= high; source++)
        {
            // Antialiasing leaves out what lies beyond the border; plain bilinear repeats the edge pixel.
            if (antialias && (source < first || source > last)) continue;
            weights[Math.Clamp(source, first, last) - first] += Math.Max(0, 1 - (Math.Abs(source - centre) / support));
        }

        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }
}
