namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>
/// Findings that reports state, held against those of their references. "False omission" is the share of what is left out that is there
/// (misses over all that is predicted absent), which the paper calls false-negative rate; "false discovery" the share of what is stated that is
/// not there.
/// </summary>
internal static class FindingScore
{
    /// <summary>Counts of each label over studies.</summary>
    public static IReadOnlyList<LabelCounts> Count(IEnumerable<StatedLabels> studies, IReadOnlyList<string> labels)
    {
        var counts = new LabelCounts[labels.Count];
        foreach (var study in studies)
        {
            for (var i = 0; i < counts.Length; i++)
            {
                if (study.Open?.Contains(labels[i]) != true) counts[i] = counts[i].With(study.Stated.Contains(labels[i]), study.Wanted.Contains(labels[i]));
            }
        }

        return counts;
    }

    /// <summary>A figure of all labels' counts together; null where it has nothing to be counted over.</summary>
    public static double? Micro(IReadOnlyList<LabelCounts> counts, Func<LabelCounts, double?> figure) =>
        figure(counts.Aggregate(default(LabelCounts), static (sum, next) => sum + next));

    /// <summary>The mean of a figure over the labels that are there in at least one reference: others have nothing to be found.</summary>
    public static double? Macro(IReadOnlyList<LabelCounts> counts, Func<LabelCounts, double?> figure)
    {
        var known = counts.Where(static count => count.Hits + count.Misses > 0).Select(figure).OfType<double>().ToList();
        return known.Count == 0 ? null : known.Average();
    }
}

/// <summary>The labels that one text states, and those that its reference states.</summary>
/// <param name="Open">Those that the reference leaves open, which count in nothing.</param>
internal sealed record StatedLabels(IReadOnlySet<string> Stated, IReadOnlySet<string> Wanted, IReadOnlySet<string>? Open = null);

/// <summary>One label over studies, as a table of two by two.</summary>
internal readonly record struct LabelCounts(int Hits, int FalseAlarms, int Misses, int Rejections)
{
    /// <summary>Null where nothing was stated.</summary>
    public double? Precision => Share(Hits, Hits + FalseAlarms);

    /// <summary>Null where nothing was there.</summary>
    public double? Recall => Share(Hits, Hits + Misses);

    /// <summary>Null where nothing was stated and nothing was there.</summary>
    public double? F1 => Share(2 * Hits, (2 * Hits) + FalseAlarms + Misses);

    /// <summary>Of what was not stated, the share that was there.</summary>
    public double? FalseOmission => Share(Misses, Misses + Rejections);

    /// <summary>Of what was stated, the share that was not there.</summary>
    public double? FalseDiscovery => Share(FalseAlarms, Hits + FalseAlarms);

    public static LabelCounts operator +(LabelCounts a, LabelCounts b) =>
        new(a.Hits + b.Hits, a.FalseAlarms + b.FalseAlarms, a.Misses + b.Misses, a.Rejections + b.Rejections);

    public LabelCounts With(bool stated, bool wanted) => (stated, wanted) switch
    {
        (true, true) => this with { Hits = Hits + 1 },
        (true, false) => this with { FalseAlarms = FalseAlarms + 1 },
        (false, true) => this with { Misses = Misses + 1 },
        _ => this with { Rejections = Rejections + 1 },
    };

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
