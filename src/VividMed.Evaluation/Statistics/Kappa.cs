namespace VividMed.Evaluation.Statistics;

/// <summary>Agreement of two raters beyond chance (Cohen, 1960).</summary>
public static class Kappa
{
    /// <summary>1 for full agreement, 0 for what chance gives, below for less; null of no pair. Where both always say one and the same, 1.</summary>
    public static double? Of<T>(IReadOnlyCollection<(T One, T Other)> pairs)
        where T : notnull
    {
        if (pairs.Count == 0) return null;
        var observed = pairs.Count(static pair => pair.One.Equals(pair.Other)) / (double)pairs.Count;
        var other = pairs.CountBy(static pair => pair.Other).ToDictionary();
        var expected = pairs.CountBy(static pair => pair.One)
            .Sum(one => one.Value * (double)other.GetValueOrDefault(one.Key)) / ((double)pairs.Count * pairs.Count);
        return expected >= 1 ? 1 : (observed - expected) / (1 - expected);
    }
}
