namespace VividMed.Grounding.Alignment;

/// <summary>
/// One number for a phrase and its regions: how sure the text is, times the score of the least sure region, times a weight of its grade. It
/// orders pairs, and its weights are set by hand: it is not calibrated, and 0.9 does not mean nine of ten.
/// </summary>
internal static class PairConfidence
{
    private const double OfContainer = 0.8;
    private const double OfDoubt = 0.5;

    /// <summary>0 to 1; null where there is no region.</summary>
    public static double? Of(double text, IEnumerable<Region> regions)
    {
        double? least = null;
        foreach (var region in regions)
        {
            var one = Math.Clamp(region.Score, 0, 1) * Weight(region.Grade);
            least = Math.Min(least ?? one, one);
        }

        return least is { } shown ? Math.Round(text * shown, 3) : null;
    }

    private static double Weight(Grade grade) => grade switch
    {
        Grade.A => 1,
        Grade.B => OfContainer,
        _ => OfDoubt,
    };
}
