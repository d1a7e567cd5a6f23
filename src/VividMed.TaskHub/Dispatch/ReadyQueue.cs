namespace VividMed.TaskHub.Dispatch;

/// <summary>Work units ready to hand out: first come, first served among those that a worker accepts.</summary>
internal sealed class ReadyQueue
{
    private readonly Dictionary<TaskKind, Queue<WorkUnit>> _queues = [];
    private long _sequence;

    public int Count => _queues.Values.Sum(queue => queue.Count);

    /// <summary>Since when the longest waiting unit is ready.</summary>
    public DateTimeOffset? Oldest => _queues.Values.Select(queue => (DateTimeOffset?)queue.Peek().ReadyAt).Min();

    public void Enqueue(WorkUnit unit)
    {
        unit.Sequence = _sequence++;
        if (!_queues.TryGetValue(unit.Kind, out var queue)) queue = _queues[unit.Kind] = [];
        queue.Enqueue(unit);
    }

    public WorkUnit? Dequeue(KindFilter filter)
    {
        Queue<WorkUnit>? oldest = null;
        foreach (var (kind, queue) in _queues)
        {
            if (filter.Accepts(kind) && (oldest is null || queue.Peek().Sequence < oldest.Peek().Sequence)) oldest = queue;
        }

        if (oldest is null) return null;
        var unit = oldest.Dequeue();
        if (oldest.Count == 0) _queues.Remove(unit.Kind, out _);
        return unit;
    }

    public IEnumerable<IReadOnlyCollection<WorkUnit>> ByKind => _queues.Values;

    public IEnumerable<WorkUnit> All => _queues.Values.SelectMany(queue => queue);

    public void Clear() => _queues.Clear();
}
