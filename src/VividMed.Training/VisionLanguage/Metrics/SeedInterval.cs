using VividMed.Evaluation.Statistics;

namespace VividMed.Training.VisionLanguage.Metrics;

/// <summary>The mean over runs of other seeds, with Student's interval at 95 %: runs are few, and what they vary by is not known.</summary>
internal static class SeedInterval
{
    /// <summary>Null of no run; one run has no interval.</summary>
    public static Measured? Of(IReadOnlyList<double> runs)
    {
        if (runs.Count == 0) return null;
        var mean = runs.Average();
        if (runs.Count == 1) return new Measured(mean, null, null, 1);
        var variance = runs.Sum(run => (run - mean) * (run - mean)) / (runs.Count - 1);
        var half = StudentT.Quantile(0.975, runs.Count - 1) * Math.Sqrt(variance / runs.Count);
        return new Measured(mean, mean - half, mean + half, runs.Count);
    }
}
