using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Grounding;

/// <summary>An evaluation of grounded samples against the truth: overall and by target, each figure with its bootstrap interval.</summary>
/// <param name="WithoutTruth">Samples whose study the truth does not know; they count in nothing.</param>
public sealed record GroundingEvaluation(
    int Studies,
    int WithoutTruth,
    TargetFigures Overall,
    IReadOnlyList<TargetFigures> Targets,
    IReadOnlyDictionary<string, int> ErrorKinds,
    IReadOnlyList<GroundingError> Errors)
{
    /// <summary>How often the studies are drawn anew for an interval.</summary>
    public const int Resamples = 1000;

    /// <summary>Whether what the samples are sure of is right as often as they say; null where no phrase has a region.</summary>
    public ConfidenceReliability? Reliability { get; init; }

    /// <summary>
    /// Resamples the studies <see cref="Resamples"/> times (percentile bootstrap); the same scores and seed give the same intervals.
    /// </summary>
    public static GroundingEvaluation Of(IReadOnlyList<StudyScore> scores, int withoutTruth, int seed = 1)
    {
        var targets = scores.SelectMany(static score => score.Targets.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(target => Figures(target, [.. scores.Select(score => score.Targets.GetValueOrDefault(target)).OfType<GroundingTally>()], seed))
            .Where(static figures => figures.Figures.Any(static figure => figure.Value is not null));
        var errors = scores.SelectMany(static score => score.Errors).ToList();
        return new GroundingEvaluation(
            scores.Count,
            withoutTruth,
            Figures("all", [.. scores.Select(static score => Sum(score.Targets.Values))], seed),
            [.. targets],
            errors.CountBy(static error => error.Kind)
                .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .ToDictionary(static pair => pair.Key, static pair => pair.Value),
            errors)
        {
            Reliability = ConfidenceReliability.Of([.. scores.SelectMany(static score => score.Pairs)]),
        };
    }

    private static TargetFigures Figures(string target, IReadOnlyList<GroundingTally> studies, int seed)
    {
        var total = Sum(studies);
        var draws = Bootstrap.Resample(
            studies.Count, Resamples, seed, static () => new GroundingTally(), (sum, at) => sum.Add(studies[at]));
        return new TargetFigures(target, studies.Count, total, [.. GroundingMetric.All.Select(metric =>
        {
            var interval = Bootstrap.Interval(draws.Select(metric.Of).OfType<double>());
            return new MeasuredFigure(metric.Name, metric.Of(total), interval?.Low, interval?.High, metric.Denominator(total));
        })]);
    }

    private static GroundingTally Sum(IEnumerable<GroundingTally> tallies)
    {
        var sum = new GroundingTally();
        foreach (var tally in tallies) sum.Add(tally);
        return sum;
    }
}

/// <summary>The figures of one target, or of all together.</summary>
public sealed record TargetFigures(string Target, int Studies, GroundingTally Counts, IReadOnlyList<MeasuredFigure> Figures)
{
    /// <summary>By the name of a <see cref="GroundingMetric"/>, such as <c>recall</c>.</summary>
    /// <exception cref="InvalidOperationException">No metric is called so.</exception>
    public MeasuredFigure this[string name] => Figures.First(figure => figure.Name == name);
}

/// <summary>
/// A figure with the interval that holds it in 95 of 100 resamplings of the studies, and how many things it was counted over. Null where
/// there was nothing to count.
/// </summary>
public sealed record MeasuredFigure(string Name, double? Value, double? Low, double? High, double Of);
