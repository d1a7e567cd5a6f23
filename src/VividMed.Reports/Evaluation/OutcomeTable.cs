namespace VividMed.Reports;

/// <summary>
/// The outcomes of a set by report and label, and their figures with percentile bootstrap intervals over reports (Efron, 1979). Reports
/// without any outcome are only counted, so that large corpora are resampled quickly.
/// </summary>
internal sealed class OutcomeTable(LabelSet set)
{
    private readonly List<(int Label, Outcome Outcome)[]> _rows = [];

    public int Reports { get; private set; }

    public void Add(List<(int Label, Outcome Outcome)> outcomes)
    {
        Reports++;
        if (outcomes.Count > 0) _rows.Add([.. outcomes]);
    }

    public SetScore Score(int resamples, int seed)
    {
        var whole = new ScoreCounts[set.Labels.Count];
        foreach (var row in _rows) Count(row, whole);
        var samples = Resample(resamples, seed);
        var known = Enumerable.Range(0, whole.Length).Where(label => whole[label] != default).ToList();
        var classes = known.Select(label => ToScore(set.Labels[label], whole[label], [.. samples.Select(sample => sample[label])])).ToList();
        var micro = ToScore("micro", Sum(whole), [.. samples.Select(Sum)]);
        var macro = ToFigure(Macro(whole, known), [.. samples.Select(sample => Macro(sample, known))]);
        return new SetScore(set.Name, Reports, classes, micro, macro);
    }

    private ScoreCounts[][] Resample(int resamples, int seed)
    {
        // A sample of so many reports from so many: a seed gives the same figures on every machine.
        var random = new Random(seed);
        var samples = new ScoreCounts[resamples][];
        for (var i = 0; i < resamples; i++)
        {
            samples[i] = new ScoreCounts[set.Labels.Count];
            for (var draw = 0; draw < Reports; draw++)
            {
                var at = random.Next(Reports);
                if (at < _rows.Count) Count(_rows[at], samples[i]);
            }
        }

        return samples;
    }

    private static void Count((int Label, Outcome Outcome)[] row, ScoreCounts[] counts)
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
        const double tail = 0.025;
        if (samples.Length == 0) return new Figure(value, value, value);
        Array.Sort(samples);
        return new Figure(value, samples[(int)(tail * (samples.Length - 1))], samples[(int)Math.Ceiling((1 - tail) * (samples.Length - 1))]);
    }
}
