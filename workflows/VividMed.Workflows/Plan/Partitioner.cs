using VividMed.Datasets;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Cuts studies into partitions of one split each as they come, so that the same list always gives the same partitions, and no more is
/// held than one partition a split. Numbered in the order in which they fill up; what is left over follows, by split. Within a partition
/// studies come by id, as shards hold them: datasets list them by patient.
/// </summary>
public sealed class Partitioner
{
    private readonly SortedDictionary<string, List<Study>> _open = new(StringComparer.Ordinal);
    private readonly int _size;
    private int _next;

    /// <summary>Makes partitions of that many studies, the last one of a split apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public Partitioner(int partitionSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionSize, 1);
        _size = partitionSize;
    }

    /// <summary>The partition that this study fills, or null.</summary>
    public (PlannedPartition Partition, Study[] Studies)? Add(Study study)
    {
        if (!_open.TryGetValue(study.Split, out var open)) _open.Add(study.Split, open = new List<Study>(_size));
        open.Add(study);
        return open.Count < _size ? null : Close(open);
    }

    /// <summary>The partitions that are left, each smaller than the others of its split.</summary>
    public IEnumerable<(PlannedPartition Partition, Study[] Studies)> Finish()
    {
        foreach (var open in _open.Values.Where(static open => open.Count > 0)) yield return Close(open);
    }

    private (PlannedPartition Partition, Study[] Studies) Close(List<Study> open)
    {
        Study[] studies = [.. open.OrderBy(static study => study.Id, StringComparer.Ordinal)];
        open.Clear();
        return (new PlannedPartition(_next++, studies[0].Split, studies.Length), studies);
    }
}
