namespace VividMed.Evaluation.Statistics;

/// <summary>
/// The bootstrap of readers crossed with cases (Owen, 2007): both are drawn with replacement, and a reading counts as often as its reader and
/// its case were drawn together. It bounds what other readers on other cases would give; wide where readers are few, and never too narrow
/// because one case was read by several.
/// </summary>
internal static class CrossedBootstrap
{
    /// <summary>Draws of readers and cases.</summary>
    public const int Resamples = 2_000;

    /// <summary>A share of trials with its bounds; null where there is none.</summary>
    public static ShareInterval? Share(IReadOnlyList<CrossedCount> counts, int seed)
    {
        var of = counts.Sum(static count => count.Of);
        if (of == 0) return null;
        var (low, high) = Bounds(counts, seed);
        return new ShareInterval(counts.Sum(static count => count.Value) / of, low, high, of);
    }

    /// <summary>The mean of values with its bounds; null where there is none.</summary>
    public static (double Mean, double Low, double High)? Mean(IReadOnlyList<CrossedCount> values, int seed) =>
        Share(values, seed) is { } share ? (share.Share, share.Low, share.High) : null;

    private static (double Low, double High) Bounds(IReadOnlyList<CrossedCount> counts, int seed)
    {
        var readers = Numbers(counts.Select(static count => count.Reader));
        var cases = Numbers(counts.Select(static count => count.Case));
        var places = counts.Select(count => (Reader: readers[count.Reader], Case: cases[count.Case], count.Value, count.Of)).ToArray();
        var random = new Random(seed);
        var results = new List<double>(Resamples);
        for (var resample = 0; resample < Resamples; resample++)
        {
            var (ofReader, ofCase) = (Draw(readers.Count, random), Draw(cases.Count, random));
            var (value, of) = (0.0, 0.0);
            foreach (var place in places)
            {
                var times = ofReader[place.Reader] * ofCase[place.Case];
                (value, of) = (value + (times * place.Value), of + (times * place.Of));
            }

            if (of > 0) results.Add(value / of);
        }

        return Bootstrap.Interval(results)!.Value;
    }

    private static int[] Draw(int count, Random random)
    {
        var times = new int[count];
        for (var draw = 0; draw < count; draw++) times[random.Next(count)]++;
        return times;
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Index().ToDictionary(static own => own.Item, static own => own.Index, StringComparer.Ordinal);
}

/// <summary>What one reader gave on one case: a sum, and of how many trials.</summary>
internal readonly record struct CrossedCount(string Reader, string Case, double Value, double Of);
