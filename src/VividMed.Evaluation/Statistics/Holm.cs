namespace VividMed.Evaluation.Statistics;

/// <summary>
/// Several tests at once (Holm, 1979): the smallest chance is multiplied by their number, the next by one less, and so on, and none becomes
/// smaller than one before it. Calling those below 5 % found is wrong in 5 of 100 families at most.
/// </summary>
public static class Holm
{
    /// <summary>The adjusted chances, in the order of those given.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> chances)
    {
        var adjusted = new double[chances.Count];
        var (largest, left) = (0.0, chances.Count);
        foreach (var at in Enumerable.Range(0, chances.Count).OrderBy(at => chances[at])) adjusted[at] = largest = Math.Max(largest, Math.Min(1, chances[at] * left--));
        return adjusted;
    }
}
