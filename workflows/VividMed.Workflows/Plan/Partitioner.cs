using VividMed.Datasets;
using VividMed.Shards.Archives;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Cuts new studies into buckets of one split each as they come, so that the same list always gives the same buckets, and no more is
/// held than one bucket a split. Within a bucket studies come by key, as shards hold them: datasets list them by patient.
/// </summary>
public sealed class Partitioner
{
    private readonly SortedDictionary<string, List<PlannedStudy>> _open = new(StringComparer.Ordinal);
    private readonly int _size;

    /// <summary>Makes buckets of that many studies, the last one of a split apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    public Partitioner(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _size = size;
    }

    /// <summary>The bucket that this study fills, or null.</summary>
    public IReadOnlyList<PlannedStudy>? Add(Study study)
    {
        if (!_open.TryGetValue(study.Split, out var open)) _open.Add(study.Split, open = new List<PlannedStudy>(_size));
        open.Add(new PlannedStudy(study));
        return open.Count < _size ? null : Close(open);
    }

    /// <summary>The buckets that are left, each smaller than the others of its split.</summary>
    public IEnumerable<IReadOnlyList<PlannedStudy>> Finish() =>
        _open.Values.Where(static open => open.Count > 0).Select(static open => Close(open));

    internal static PlannedStudy[] InOrder(IEnumerable<PlannedStudy> studies) =>
        [.. studies.OrderBy(static planned => SampleKey.Of(planned.Study.Id), StringComparer.Ordinal)];

    private static PlannedStudy[] Close(List<PlannedStudy> open)
    {
        var studies = InOrder(open);
        open.Clear();
        return studies;
    }
}
