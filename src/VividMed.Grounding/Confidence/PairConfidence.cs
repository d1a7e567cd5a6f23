namespace VividMed.Grounding.Confidence;

/// <summary>
/// One number for a phrase and its regions: how sure the text is, times the score of the least sure region, times a weight of its grade. By
/// itself it orders pairs and no more; a <see cref="ConfidenceScale"/> makes a share of it.
/// </summary>
public static class PairConfidence
{
    private const double OfContainer = 0.8;
    private const double OfDoubt = 0.5;

    /// <summary>Uncalibrated, 0 to 1; null where there is no region.</summary>
    public static double? Raw(double text, IEnumerable<Region> regions)
    {
        double? least = null;
        foreach (var region in regions)
        {
            var one = Math.Clamp(region.Score, 0, 1) * Weight(region.Grade);
            least = Math.Min(least ?? one, one);
        }

        return text * least;
    }

    private static double Weight(Grade grade) => grade switch
    {
        Grade.A => 1,
        Grade.B => OfContainer,
        _ => OfDoubt,
    };
}
