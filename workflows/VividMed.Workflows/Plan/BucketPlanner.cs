using VividMed.Datasets;
using VividMed.Shards.Buckets;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Plan;

/// <summary>
/// Deals the studies of the sources to buckets as they come: a known one stays in its bucket, new ones fill new buckets. A bucket is handed on
/// as soon as all its studies have come, so that memory holds few of them at a time.
/// </summary>
internal sealed class BucketPlanner(ParentVersion parent, int size, QuarantineReplay? replay)
{
    private readonly Partitioner _new = new(size);
    private readonly Dictionary<int, List<PlannedStudy>> _open = [];

    /// <summary>Studies that buckets held before and the sources have no more.</summary>
    public int Removed { get; private set; }

    /// <summary>The bucket that this study completes, or null.</summary>
    public PlannedBucket? Add(Study study)
    {
        if (parent.HomeOf(study.Id) is not { } home || parent.Buckets[home].Split != study.Split)
        {
            return _new.Add(study) is { } full ? new PlannedBucket(full, Before: null) : null;
        }

        if (!_open.TryGetValue(home, out var open)) _open.Add(home, open = []);
        open.Add(new PlannedStudy(study));
        if (open.Count < parent.Buckets[home].Studies.Count) return null;
        _open.Remove(home);
        return Close(home, open);
    }

    /// <summary>What is left: buckets that lost studies, and the last new one of each split.</summary>
    public IEnumerable<PlannedBucket> Finish()
    {
        foreach (var (home, open) in _open.OrderBy(static open => open.Key))
        {
            yield return Close(home, open);
        }

        foreach (var rest in _new.Finish()) yield return new PlannedBucket(rest, Before: null);
    }

    /// <summary>Counts what has gone, given the ids of all studies that the sources named.</summary>
    public void CountRemoved(IReadOnlySet<string> named) =>
        Removed = parent.Buckets.SelectMany(static bucket => bucket.Studies).Count(study => !named.Contains(study.Study));

    private PlannedBucket Close(int home, List<PlannedStudy> open)
    {
        var before = parent.Buckets[home];
        var replays = before.Studies.ToDictionary(static study => study.Study, static study => study.Replays, StringComparer.Ordinal);
        var again = before.Quarantine
            .Where(study => replay?.Wants(study.Study, study.Reason) ?? study.Surroundings)
            .Select(static study => study.Study)
            .ToHashSet(StringComparer.Ordinal);
        return new PlannedBucket(
            Partitioner.InOrder(open.Select(planned => planned with
            {
                Replays = replays[planned.Study.Id] + (again.Contains(planned.Study.Id) ? 1 : 0),
            })),
            before)
        {
            IsRetry = again.Count > 0 && replay is null,
        };
    }
}

/// <summary>A bucket as the sources have it now.</summary>
/// <param name="Studies">In the order of their keys.</param>
/// <param name="Before">The bucket as it stands; null for a new one.</param>
internal sealed record PlannedBucket(IReadOnlyList<PlannedStudy> Studies, BucketMark? Before)
{
    public string Split => Studies[0].Study.Split;

    /// <summary>Whether a study that its surroundings spoiled is to be tried again.</summary>
    public bool IsRetry { get; init; }
}
