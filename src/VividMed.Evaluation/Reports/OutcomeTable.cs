using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Reports;

/// <summary>
/// The outcomes of a set by report and label, and their figures with percentile bootstrap intervals over reports (Efron, 1979). Reports
/// without any outcome are only counted, so that large corpora are resampled quickly.
/// </summary>
internal sealed class OutcomeTable(LabelSet set)
{
    private readonly List<(int Label, LabelOutcome Outcome)[]> _rows = [];

    public int Reports { get; private set; }

    public void Add(List<(int Label, LabelOutcome Outcome)> outcomes)
    {
        Reports++;
        if (outcomes.Count > 0) _rows.Add([.. outcomes]);
    }

    public SetScore Score(int resamples, int seed)
    {
        var whole = new ScoreCounts[set.Labels.Count];
        foreach (var row in _rows) Count(row, whole);
        // Reports without any outcome come last and add nothing.
        var samples = Bootstrap.Resample(Reports, resamples, seed, () => new ScoreCounts[whole.Length], (sums, at) =>
        {
            if (at < _rows.Count) Count(_rows[at], sums);
        });
        var known = Enumerable.Range(0, whole.Length).Where(label => whole[label] != default).ToList();
        var classes = known.Select(
            label => ToScore(set.Labels[label], whole[label], [.. samples.Select(sample => sample[label])])).ToList();
        var micro = ToScore("micro", Sum(whole), [.. samples.Select(Sum)]);
        var macro = ToFigure(Macro(whole, known), [.. samples.Select(sample => Macro(sample, known))]);
        return new SetScore(set.Name, Reports, classes, micro, macro);
    }

    private static void Count((int Label, LabelOutcome Outcome)[] row, ScoreCounts[] counts)
    {
        foreach (var (label, outcome) in row) counts[label] = counts[label].With(outcome);
    }

    private static ScoreCounts Sum(ScoreCounts[] counts) => counts.Aggregate(default(ScoreCounts), static (sum, next) => sum + next);

    private static double Macro(ScoreCounts[] counts, List<int> known) => known.Count == 0 ? 0 : known.Average(label => counts[label].F1);

    private static ClassScore ToScore(string label, ScoreCounts whole, ScoreCounts[] samples) => new(
        label,
        whole.Hits,
        whole.FalseAlarms,
        whole.Misses,
        ToFigure(whole.Precision, [.. samples.Select(static sample => sample.Precision)]),
        ToFigure(whole.Recall, [.. samples.Select(static sample => sample.Recall)]),
        ToFigure(whole.F1, [.. samples.Select(static sample => sample.F1)]));

    private static Figure ToFigure(double value, double[] samples)
    {
        var (low, high) = Bootstrap.Interval(samples) ?? (value, value);
        return new Figure(value, low, high);
    }
}

/// <summary>Hits, false alarms and misses of one label in one sample of reports.</summary>
internal readonly record struct ScoreCounts(long Hits, long FalseAlarms, long Misses)
{
    public double Precision => Share(Hits, Hits + FalseAlarms);

    public double Recall => Share(Hits, Hits + Misses);

    public double F1 => Share(2 * Hits, (2 * Hits) + FalseAlarms + Misses);

    public static ScoreCounts operator +(ScoreCounts a, ScoreCounts b) =>
        new(a.Hits + b.Hits, a.FalseAlarms + b.FalseAlarms, a.Misses + b.Misses);

    public ScoreCounts With(LabelOutcome outcome) => outcome switch
    {
        LabelOutcome.Hit => this with { Hits = Hits + 1 },
        LabelOutcome.FalseAlarm => this with { FalseAlarms = FalseAlarms + 1 },
        _ => this with { Misses = Misses + 1 },
    };

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>How an answer stands to gold where at least one of them says present.</summary>
public enum LabelOutcome
{
    Hit,
    FalseAlarm,
    Miss,
}
