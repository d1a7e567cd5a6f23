using VividMed.Datasets;
using VividMed.Workflows.Plan;

namespace VividMed.Cli.Running;

/// <summary>Counts the studies of a listing as a run would deal with them.</summary>
internal sealed class PlanCount(string dataset, int partitionSize)
{
    private readonly HashSet<string> _patients = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _splits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _excluded = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _views = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private readonly Partitioner _partitioner = new(partitionSize);
    private int _images;
    private long _bytes;
    private int _shards;

    /// <summary>How many came by so far.</summary>
    public int Studies { get; private set; }

    public void Add(Study study)
    {
        Studies++;
        Count(_leftOut, study.LeftOut.Select(static image => image.Reason));
        if (study.Exclusion is { } reason)
        {
            Count(_excluded, [reason]);
            return;
        }

        _patients.Add(study.Patient);
        Count(_splits, [study.Split]);
        Count(_views, study.Images.Select(static image => image.View));
        _images += study.Images.Count;
        _bytes += study.Images.Sum(static image => image.Bytes);
        if (_partitioner.Add(study) is not null) _shards++;
    }

    public DryRun Finish() => new(
        dataset, Studies, _patients.Count, _splits, _excluded, _images, _views, _leftOut, _bytes, _shards + _partitioner.Finish().Count());

    private static void Count(SortedDictionary<string, int> counts, IEnumerable<string> values)
    {
        foreach (var value in values) counts[value] = counts.GetValueOrDefault(value) + 1;
    }
}
