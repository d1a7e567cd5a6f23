namespace VividMed.Grounding;

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
    public const int Resamples = 1000;

    /// <summary>Resamples the studies <see cref="Resamples"/> times (percentile bootstrap); the same scores and seed give the same intervals.</summary>
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
            errors.CountBy(static error => error.Kind).OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToDictionary(static pair => pair.Key, static pair => pair.Value),
            errors);
    }

    private static TargetFigures Figures(string target, IReadOnlyList<GroundingTally> studies, int seed)
    {
        var total = Sum(studies);
        var draws = Draw(studies, seed);
        return new TargetFigures(target, studies.Count, total, [.. GroundingMetric.All.Select(metric =>
        {
            var values = draws.Select(metric.Of).OfType<double>().Order().ToList();
            return new MeasuredFigure(metric.Name, metric.Of(total), Percentile(values, 0.025), Percentile(values, 0.975), metric.Denominator(total));
        })]);
    }

    private static List<GroundingTally> Draw(IReadOnlyList<GroundingTally> studies, int seed)
    {
        var draws = new List<GroundingTally>(Resamples);
        var random = new Random(seed);
        for (var resample = 0; resample < Resamples && studies.Count > 0; resample++)
        {
            var sum = new GroundingTally();
            for (var i = 0; i < studies.Count; i++) sum.Add(studies[random.Next(studies.Count)]);
            draws.Add(sum);
        }

        return draws;
    }

    private static double? Percentile(List<double> ordered, double share) => ordered.Count == 0 ? null : ordered[(int)Math.Round(share * (ordered.Count - 1))];

    private static GroundingTally Sum(IEnumerable<GroundingTally> tallies)
    {
        var sum = new GroundingTally();
        foreach (var tally in tallies) sum.Add(tally);
        return sum;
    }
}
