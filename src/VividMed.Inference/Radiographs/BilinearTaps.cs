namespace VividMed.Inference;

/// <summary>
/// One axis of a bilinear interpolation between pixel centres, half a pixel in: position i of <c>to</c> lies between Low and Low + 1 of
/// <c>from</c>, by Share of the way. Beyond the outermost centres the edge repeats.
/// </summary>
internal sealed class BilinearTaps
{
    public BilinearTaps(int from, int to)
    {
        Low = new int[to];
        Share = new float[to];
        for (var i = 0; i < to; i++)
        {
            var position = Math.Clamp(((i + 0.5) * from / to) - 0.5, 0, from - 1);
            Low[i] = Math.Min((int)position, Math.Max(0, from - 2));
            Share[i] = (float)(position - Low[i]);
        }
    }

    public int[] Low { get; }

    public float[] Share { get; }
}
