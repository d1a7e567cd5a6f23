using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What readers did in one arm.</summary>
/// <param name="Seconds">Of a reading; null where nobody read.</param>
/// <param name="Caught">Of the planted errors, over readers and cases; null without a draft.</param>
/// <param name="Corrected">Of the planted errors, those in whose place the report's own words stand.</param>
/// <param name="CaughtByKind">With Wilson intervals, as if each reading were for itself: for a look, not for a test.</param>
/// <param name="Alarms">The share of drafts in which right words were taken away or replaced.</param>
/// <param name="Stated">Of the findings of the reports, those that the readers' texts state.</param>
/// <param name="Kappa">The mean of Cohen's kappa over pairs of readers (Light, 1971), on which findings the texts state; null where no two read a case.</param>
public sealed record ArmFigures(
    ReadingArm Arm, int Readings, ReadingTimes? Seconds, ShareInterval? Caught, ShareInterval? Corrected,
    IReadOnlyDictionary<PlantedErrorKind, ShareInterval> CaughtByKind, ShareInterval? Alarms, ShareInterval? Stated, double? Kappa)
{
    internal static ArmFigures Of(ReadingArm arm, IReadOnlyList<ScoredReading> readings, int seed)
    {
        var hasDraft = arm != ReadingArm.None;
        return new ArmFigures(
            arm, readings.Count, ReadingTimes.Of(readings.Select(static reading => reading.Seconds)),
            Share(static reading => reading.Errors.Select(static error => error.IsCaught)),
            Share(static reading => reading.Errors.Select(static error => error.IsCorrected)),
            ByKind(readings),
            hasDraft ? Share(static reading => [reading.Alarms > 0]) : null,
            Share(static reading => reading.Stated),
            KappaOf(readings));

        ShareInterval? Share(Func<ScoredReading, IEnumerable<bool>> trials) => CrossedBootstrap.Share([.. readings.Select(reading => Count(reading, [.. trials(reading)]))], seed);
    }

    private static CrossedCount Count(ScoredReading reading, bool[] trials) =>
        new(reading.Reading.Reader, reading.Reading.Case, trials.Count(static trial => trial), trials.Length);

    private static SortedDictionary<PlantedErrorKind, ShareInterval> ByKind(IReadOnlyList<ScoredReading> readings) => new(readings
        .SelectMany(static reading => reading.Errors)
        .GroupBy(static error => error.Kind)
        .ToDictionary(static own => own.Key, static own => Wilson.Of(own.Count(static error => error.IsCaught) / (double)own.Count(), own.Count())!));

    private static double? KappaOf(IReadOnlyList<ScoredReading> readings)
    {
        var readers = readings.GroupBy(static reading => reading.Reading.Reader, StringComparer.Ordinal)
            .Select(static own => own.ToDictionary(static reading => reading.Reading.Case, static reading => reading.Targets, StringComparer.Ordinal))
            .ToList();
        var kappas = new List<double>();
        for (var one = 0; one < readers.Count; one++)
        {
            for (var other = one + 1; other < readers.Count; other++)
            {
                var pairs = readers[one]
                    .Where(own => readers[other].ContainsKey(own.Key))
                    .SelectMany(own => own.Value.Zip(readers[other][own.Key]))
                    .ToList();
                if (Statistics.Kappa.Of(pairs) is { } kappa) kappas.Add(kappa);
            }
        }

        return kappas.Count == 0 ? null : kappas.Average();
    }
}

/// <summary>Times in seconds: the middle one, and those that a quarter lies below and above.</summary>
public sealed record ReadingTimes(double Median, double LowerQuartile, double UpperQuartile)
{
    internal static ReadingTimes? Of(IEnumerable<double> seconds)
    {
        var ordered = seconds.Order().ToList();
        return ordered.Count == 0 ? null : new ReadingTimes(Bootstrap.Percentile(ordered, 0.5), Bootstrap.Percentile(ordered, 0.25), Bootstrap.Percentile(ordered, 0.75));
    }
}
