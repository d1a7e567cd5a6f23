using VividMed.Grounding.Confidence;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// Fits what share of a model's pairs is right to their uncalibrated confidence: the shares that never fall and lie nearest, by pooling
/// adjacent violators (Ayer et al., Ann. Math. Stat. 1955).
/// </summary>
public static class ConfidenceFit
{
    /// <summary>From fewer pairs of a model no scale is made.</summary>
    public const int FewestPairs = 50;

    /// <summary>Pooled at least so many at a time, so that no knot rests on a handful.</summary>
    private const int FewestInKnot = 10;

    /// <summary>One scale for each model with enough pairs, in the order of modality and name.</summary>
    public static ConfidenceFile Of(IEnumerable<ScoredPair> pairs) => new(
        ConfidenceFile.CurrentSchema,
        [
            .. pairs.GroupBy(static pair => (pair.Modality, pair.Model)).Where(static model => model.Count() >= FewestPairs)
                .OrderBy(static model => model.Key.Modality).ThenBy(static model => model.Key.Model, StringComparer.Ordinal)
                .Select(static model => new ConfidenceScale(model.Key.Modality, model.Key.Model, model.Count(), Knots([.. model.OrderBy(static pair => pair.Raw)]))),
        ]);

    private static List<ConfidenceKnot> Knots(ScoredPair[] pairs)
    {
        var pools = new List<Pool>();
        foreach (var chunk in pairs.Chunk(FewestInKnot))
        {
            pools.Add(new Pool(chunk.Sum(static pair => pair.Raw), chunk.Count(static pair => pair.IsRight), chunk.Length));
            while (pools.Count > 1 && (pools[^2].Share >= pools[^1].Share || pools[^2].Raw >= pools[^1].Raw))
            {
                pools[^2] = pools[^2] + pools[^1];
                pools.RemoveAt(pools.Count - 1);
            }
        }

        return pools.ConvertAll(static pool => new ConfidenceKnot(pool.Raw, Math.Round(pool.Share, 4)));
    }

    private readonly record struct Pool(double Sum, int Right, int Count)
    {
        /// <summary>Rounded as it is written: pools that look alike in the file are one.</summary>
        public double Raw => Math.Round(Sum / Count, 4);

        /// <summary>With one right and one wrong pair more than were seen, so that nothing is certain.</summary>
        public double Share => (Right + 1.0) / (Count + 2);

        public static Pool operator +(Pool a, Pool b) => new(a.Sum + b.Sum, a.Right + b.Right, a.Count + b.Count);
    }
}
