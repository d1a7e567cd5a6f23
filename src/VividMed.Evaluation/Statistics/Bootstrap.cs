namespace VividMed.Evaluation.Statistics;

/// <summary>
/// The percentile bootstrap (Efron, 1979): as many items as there are, drawn again and again with replacement; the middle 95 of 100 results
/// bound a figure. A seed gives the same draws on every machine.
/// </summary>
public static class Bootstrap
{
    private const double Tail = 0.025;

    /// <summary>Sums of the items of each resampling; none where there are no items.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="begin">An empty sum.</param>
    /// <param name="add">Adds the item of an index, 0 to <paramref name="items"/> - 1, to a sum.</param>
    public static T[] Resample<T>(int items, int resamples, int seed, Func<T> begin, Action<T, int> add)
    {
        if (items == 0) return [];
        var random = new Random(seed);
        var sums = new T[resamples];
        for (var i = 0; i < resamples; i++)
        {
            sums[i] = begin();
            for (var draw = 0; draw < items; draw++) add(sums[i], random.Next(items));
        }

        return sums;
    }

    /// <summary>
    /// The interval of a figure, interpolated between its two nearest results as numpy's percentile does; null without results.
    /// </summary>
    public static (double Low, double High)? Interval(IEnumerable<double> results)
    {
        var ordered = results.Order().ToList();
        return ordered.Count == 0 ? null : (Percentile(ordered, Tail), Percentile(ordered, 1 - Tail));
    }

    /// <summary>The value below which a share of them lies, between its two neighbors in proportion.</summary>
    internal static double Percentile(List<double> ordered, double share)
    {
        var at = share * (ordered.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, ordered.Count - 1);
        return ordered[below] + ((at - below) * (ordered[above] - ordered[below]));
    }
}
