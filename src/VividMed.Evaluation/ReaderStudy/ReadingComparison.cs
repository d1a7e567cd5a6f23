using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// One arm against another by the same reader on the same case. The test is on cases: of each, the mean over the readers that have read it
/// in both arms, so that several readers of one case count as one. The interval is over readers and cases.
/// </summary>
/// <param name="Cases">That were read in both arms.</param>
/// <param name="Pairs">Readings of one reader on one case in both arms; of catch rates, errors in them.</param>
/// <param name="Difference">Of catch rates, second arm less first; of times their ratio, second to first (geometric mean).</param>
/// <param name="P">Of the signed-rank test.</param>
/// <param name="Adjusted">For the <see cref="Family"/> tests of a study.</param>
public sealed record ReadingComparison(
    ReadingOutcome Outcome, ReadingArm First, ReadingArm Second, int Cases, int Pairs,
    double Difference, double Low, double High, double P, double Adjusted, bool IsExact)
{
    /// <summary>Tests of a study: catch rates once, times in three pairs of arms.</summary>
    public const int Family = 4;

    private const double Level = 0.05;

    /// <summary>Whether a difference was found.</summary>
    public bool IsFound => Adjusted < Level;

    /// <summary>Every comparison that there are readings for.</summary>
    internal static IReadOnlyList<ReadingComparison> Of(IReadOnlyList<ScoredReading> readings, int seed)
    {
        var found = new List<ReadingComparison>();
        Add(Of(readings, ReadingOutcome.Catch, ReadingArm.Draft, ReadingArm.Grounded, seed));
        Add(Of(readings, ReadingOutcome.Seconds, ReadingArm.None, ReadingArm.Draft, seed));
        Add(Of(readings, ReadingOutcome.Seconds, ReadingArm.None, ReadingArm.Grounded, seed));
        Add(Of(readings, ReadingOutcome.Seconds, ReadingArm.Draft, ReadingArm.Grounded, seed));
        return [.. found.Zip(Holm.Adjust([.. found.Select(static one => one.P)]), static (one, adjusted) => one with { Adjusted = adjusted })];

        void Add(ReadingComparison? one)
        {
            if (one is not null) found.Add(one);
        }
    }

    private static ReadingComparison? Of(IReadOnlyList<ScoredReading> readings, ReadingOutcome outcome, ReadingArm first, ReadingArm second, int seed)
    {
        var pairs = (
            from one in readings
            where one.Reading.Arm == first
            join other in readings.Where(reading => reading.Reading.Arm == second)
                on (one.Reading.Reader, one.Reading.Case) equals (other.Reading.Reader, other.Reading.Case)
            from pair in Differences(outcome, one, other)
            select new CrossedCount(one.Reading.Reader, one.Reading.Case, pair, 1)).ToList();
        if (CrossedBootstrap.Mean(pairs, seed) is not { } bounds) return null;
        var cases = pairs.GroupBy(static pair => pair.Case, StringComparer.Ordinal).Select(static own => own.Average(static pair => pair.Value)).ToList();
        var test = SignedRank.Of(cases);
        var (mean, low, high) = outcome == ReadingOutcome.Seconds ? (Math.Exp(bounds.Mean), Math.Exp(bounds.Low), Math.Exp(bounds.High)) : bounds;
        return new ReadingComparison(outcome, first, second, cases.Count, pairs.Count, mean, low, high, test?.P ?? 1, test?.P ?? 1, test?.IsExact ?? true);
    }

    private static IEnumerable<double> Differences(ReadingOutcome outcome, ScoredReading one, ScoredReading other) => outcome == ReadingOutcome.Seconds
        ? [Math.Log(other.Seconds / one.Seconds)]
        : one.Errors.Zip(other.Errors, static (a, b) => (b.IsCaught ? 1.0 : 0) - (a.IsCaught ? 1.0 : 0));
}
