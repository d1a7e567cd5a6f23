using VividMed.Evaluation.Statistics;
using VividMed.Training.Experiments.Results;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments.Comparison;

/// <summary>
/// Holds arms against the first of them. Two things are left to chance, the seed and who the patients are, so a difference has two intervals: Student's over the
/// seeds' differences, and the middle 95 of 100 draws of patients, the same for both arms, of the mean over seeds. It is an effect only where neither holds 0.
/// </summary>
/// <param name="resamples">how often patients are drawn; 0 for never</param>
internal sealed class ArmComparison(int resamples, int seed)
{
    /// <summary>A row a figure and arm, of figures that at least one arm has; the arms are in their order.</summary>
    public IReadOnlyList<FigureRow> Compare(IReadOnlyList<ArmRuns> arms, IReadOnlyList<Figure> figures)
    {
        var patients = arms.SelectMany(static arm => arm.Runs).SelectMany(static run => run).Select(static study => study.Patient)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var draws = Bootstrap.Resample(patients.Count, resamples, seed, static () => new List<int>(), static (drawn, at) => drawn.Add(at));
        var owned = arms.Select(arm => arm.Runs.Select(run => Owned(run, patients)).ToList()).ToList();
        var rows = new List<FigureRow>();
        foreach (var figure in figures)
        {
            var measured = arms.Zip(owned, (arm, runs) => Measure(arm, runs, figure, draws)).ToList();
            if (measured.TrueForAll(static one => one.Runs.Count == 0)) continue;
            rows.AddRange(arms.Zip(measured, (arm, one) => new FigureRow(
                figure.Name, arm.Arm, SeedInterval.Of(one.Runs), BoundsOf(one.Draws.OfType<double>()), ReferenceEquals(arm, arms[0]) ? null : Between(one, measured[0], figure))));
        }

        return rows;
    }

    /// <summary>Each patient's studies.</summary>
    private static List<List<StudyResult>> Owned(IReadOnlyList<StudyResult> run, List<string> patients)
    {
        var own = run.ToLookup(static study => study.Patient, StringComparer.Ordinal);
        return patients.ConvertAll(patient => own[patient].ToList());
    }

    private static ArmFigure Measure(ArmRuns arm, List<List<List<StudyResult>>> owned, Figure figure, List<int>[] draws)
    {
        var runs = arm.Runs.Select(figure.Of).ToList();
        // A figure that a run does not have is none of the arm's: a mean over fewer seeds would be of other seeds than its neighbor's.
        if (runs.Contains(null)) return new ArmFigure([], Array.ConvertAll(draws, static _ => (double?)null));
        return new ArmFigure(
            [.. runs.OfType<double>()],
            Array.ConvertAll(draws, drawn => MeanOrNull(owned.Select(patients => figure.Of([.. drawn.SelectMany(patient => patients[patient])])))));
    }

    private static Difference? Between(ArmFigure one, ArmFigure reference, Figure figure)
    {
        if (one.Runs.Count == 0 || reference.Runs.Count == 0) return null;
        var count = Math.Max(one.Runs.Count, reference.Runs.Count);
        var differences = Enumerable.Range(0, count).Select(run => one.Runs[run % one.Runs.Count] - reference.Runs[run % reference.Runs.Count]).ToList();
        var over = SeedInterval.Of(differences)!;
        var seeds = over is { Low: { } low, High: { } high } ? new Bounds(low, high) : null;
        var patients = BoundsOf(one.Draws.Zip(reference.Draws, static (a, b) => a - b).OfType<double>());
        return new Difference(over.Value, seeds, patients, Judge(over.Value, seeds, patients, figure.IsBetterLower));
    }

    private static Verdict Judge(double value, Bounds? seeds, Bounds? patients, bool isBetterLower)
    {
        if (seeds is null || patients is null) return Verdict.Unknown;
        if (seeds.HoldsNothing || patients.HoldsNothing) return Verdict.NoEffect;
        return value > 0 == isBetterLower ? Verdict.Worse : Verdict.Better;
    }

    private static Bounds? BoundsOf(IEnumerable<double> results) => Bootstrap.Interval(results) is var (low, high) ? new Bounds(low, high) : null;

    private static double? MeanOrNull(IEnumerable<double?> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (value is not { } known) return null;
            (sum, count) = (sum + known, count + 1);
        }

        return sum / count;
    }

    /// <summary>A figure of each run, and its mean over runs in each draw of patients.</summary>
    private sealed record ArmFigure(IReadOnlyList<double> Runs, IReadOnlyList<double?> Draws);
}
