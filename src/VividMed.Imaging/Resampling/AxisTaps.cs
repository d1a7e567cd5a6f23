namespace VividMed.Imaging.Resampling;

/// <summary>
/// For every target index along one axis the lower of its two source indices and the share of the next one. At the far end the lower one
/// stays below the last and the share is 1, so that the next one exists wherever the source has two at all. Beyond the border the edge
/// repeats.
/// </summary>
public readonly record struct AxisTaps(int[] Low, float[] Share)
{
    /// <param name="count">Target indices.</param>
    /// <param name="positionOf">Where each lies, in source indices.</param>
    /// <param name="sourceLength">Source indices.</param>
    /// <param name="nearest">Whether to take the nearest source index alone.</param>
    public static AxisTaps Over(int count, Func<int, double> positionOf, int sourceLength, bool nearest = false)
    {
        var (low, share) = (new int[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var position = Math.Clamp(positionOf(i), 0, sourceLength - 1);
            if (nearest) position = Math.Floor(position + 0.5);
            low[i] = Math.Min((int)position, Math.Max(0, sourceLength - 2));
            share[i] = (float)(position - low[i]);
        }

        return new AxisTaps(low, share);
    }

    /// <summary>From an axis of pixels to another over the same stretch, between pixel centers, which lie half a pixel in.</summary>
    public static AxisTaps Resized(int from, int to) => Over(to, i => ((i + 0.5) * from / to) - 0.5, from);
}
