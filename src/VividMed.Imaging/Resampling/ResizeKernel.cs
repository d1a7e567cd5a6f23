namespace VividMed.Imaging;

/// <summary>Which source pixels make each pixel of a resized axis, with weights that sum to 1.</summary>
internal static class ResizeKernel
{
    public static (int Index, float Weight)[][] Create(int sourceLength, int length) =>
        [.. Enumerable.Range(0, length).Select(i => length < sourceLength ? Area(i, sourceLength, length) : Linear(i, sourceLength, length))];

    private static (int Index, float Weight)[] Area(int i, int sourceLength, int length)
    {
        var scale = (double)sourceLength / length;
        var (start, end) = (i * scale, Math.Min((i + 1) * scale, sourceLength));
        var weights = new List<(int, float)>();
        for (var pixel = (int)start; pixel < end; pixel++)
        {
            var covered = Math.Min(end, pixel + 1) - Math.Max(start, pixel);
            if (covered > 1e-9) weights.Add((pixel, (float)(covered / (end - start))));
        }

        return [.. weights];
    }

    private static (int Index, float Weight)[] Linear(int i, int sourceLength, int length)
    {
        var position = Math.Clamp(((i + 0.5) * sourceLength / length) - 0.5, 0, sourceLength - 1);
        var low = (int)position;
        var weight = (float)(position - low);
        return weight == 0 ? [(low, 1)] : [(low, 1 - weight), (low + 1, weight)];
    }
}
