namespace VividMed.Evaluation.Quality;

/// <summary>Counts of values in bins of one width; values beyond the ends fall into the outermost bins.</summary>
public sealed class Histogram(double low, double high, int bins)
{
    private readonly long[] _counts = new long[bins];

    /// <summary>Where the first bin begins.</summary>
    public double Low => low;

    /// <summary>Where the last bin ends.</summary>
    public double High => high;

    /// <summary>By bin, from low to high.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>How many values were counted.</summary>
    public long Total => _counts.Sum();

    /// <summary>Counts one value; one that is not a number is passed over.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value)) return;
        var at = Math.Clamp((value - low) / (high - low) * bins, 0, bins - 1);
        _counts[(int)at]++;
    }

    /// <summary>The value that this share, 0 to 1, of the counted ones lies below, to half a bin; null of none.</summary>
    public double? Quantile(double share)
    {
        if (Total == 0) return null;
        var (wanted, seen) = (share * Total, 0L);
        for (var bin = 0; bin < bins; bin++)
        {
            seen += _counts[bin];
            if (seen >= wanted) return low + ((bin + 0.5) * (high - low) / bins);
        }

        return high;
    }
}
