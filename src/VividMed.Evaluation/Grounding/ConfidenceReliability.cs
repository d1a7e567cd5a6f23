namespace VividMed.Evaluation.Grounding;

/// <summary>
/// How often pairs of a stated confidence are right: a reliability diagram's bins (equal in width), the expected calibration error (Naeini et
/// al., AAAI 2015) and the Brier score, all 0 to 1 and better the smaller they are.
/// </summary>
public sealed record ConfidenceReliability(int Pairs, double CalibrationError, double Brier, IReadOnlyList<ReliabilityBin> Bins)
{
    private const int Width = 10;

    /// <summary>Null where there are no pairs.</summary>
    public static ConfidenceReliability? Of(IReadOnlyList<ScoredPair> pairs)
    {
        if (pairs.Count == 0) return null;
        var bins = pairs.GroupBy(static pair => Math.Min(Width - 1, (int)(pair.Stated * Width))).OrderBy(static bin => bin.Key)
            .Select(static bin => new ReliabilityBin((double)bin.Key / Width, bin.Count(), bin.Average(static pair => pair.Stated), bin.Average(static pair => pair.IsRight ? 1.0 : 0)))
            .ToList();
        return new ConfidenceReliability(
            pairs.Count,
            bins.Sum(bin => bin.Pairs * Math.Abs(bin.Stated - bin.Right)) / pairs.Count,
            pairs.Average(static pair => Math.Pow(pair.Stated - (pair.IsRight ? 1 : 0), 2)),
            bins);
    }
}

/// <summary>The pairs whose stated confidence lies from <paramref name="From"/> to a tenth above: its mean, and the share that is right.</summary>
public readonly record struct ReliabilityBin(double From, int Pairs, double Stated, double Right);
