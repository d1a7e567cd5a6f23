namespace VividMed.TaskHub.Dispatch;

/// <summary>Everything that is ready to hand out: orchestrations before activities, and suspects one at a time.</summary>
internal sealed class ReadyWork
{
    private readonly ReadyQueue _orchestrations = new();
    private readonly ReadyQueue _activities = new();
    private readonly List<WorkUnit> _suspects = [];

    public void Add(WorkUnit unit)
    {
        if (unit.IsSuspect) _suspects.Add(unit);
        else QueueOf(unit.IsActivity).Enqueue(unit);
    }

    /// <summary>Takes what the stream accepts and has room for.</summary>
    public WorkUnit? Next(WorkerStream stream) => NextSuspect(stream)
        ?? (stream.TakesOrchestrations ? _orchestrations.Dequeue(stream.Orchestrations) : null)
        ?? (stream.TakesActivities ? _activities.Dequeue(stream.Activities) : null);

    /// <summary>Everything that is ready, the units of a kind together.</summary>
    public IEnumerable<IReadOnlyCollection<WorkUnit>> ByKind => _orchestrations.ByKind
        .Concat(_activities.ByKind)
        .Concat(_suspects.GroupBy(unit => (unit.IsActivity, unit.Kind)).Select(group => group.ToList()));

    /// <summary>The activities that the hub has claimed before their turn came.</summary>
    public IEnumerable<WorkUnit> Claimed => _activities.All.Where(unit => unit.Claimed is not null);

    /// <summary>How many activities are ready.</summary>
    public int Activities => _activities.Count + _suspects.Count(unit => unit.IsActivity);

    /// <summary>How many of a kind are ready, and since when the one that has waited longest.</summary>
    public (int Count, DateTimeOffset? Oldest) Measure(bool activities)
    {
        var suspects = _suspects.Where(unit => unit.IsActivity == activities).ToList();
        var queue = QueueOf(activities);
        return (queue.Count + suspects.Count, suspects.Select(unit => (DateTimeOffset?)unit.ReadyAt).Append(queue.Oldest).Min());
    }

    public void Clear()
    {
        _orchestrations.Clear();
        _activities.Clear();
        _suspects.Clear();
    }

    private ReadyQueue QueueOf(bool activities) => activities ? _activities : _orchestrations;

    private WorkUnit? NextSuspect(WorkerStream stream)
    {
        if (_suspects.Count == 0 || stream.Leases.Any(lease => lease.Unit.IsSuspect)) return null;
        var unit = _suspects.Find(unit => stream.Accepts(unit) && (unit.IsActivity ? stream.TakesActivities : stream.TakesOrchestrations));
        if (unit is not null) _suspects.Remove(unit);
        return unit;
    }
}

/// <summary>One kind of work at a moment.</summary>
/// <param name="Ready">Units waiting for a worker.</param>
/// <param name="Age">How long the oldest of them has waited.</param>
/// <param name="InFlight">Units in the hands of workers.</param>
internal readonly record struct QueueState(int Ready, TimeSpan Age, int InFlight);

/// <summary>Work of one kind that is ready and that no connected worker takes.</summary>
/// <param name="Since">Since when the longest waiting one is ready.</param>
internal sealed record UnservedKind(TaskKind Kind, bool IsActivity, int Count, DateTimeOffset Since);
