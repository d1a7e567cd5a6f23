namespace VividMed.Inference.Execution;

/// <summary>A model's sessions, one a device. Each call goes to one that is free, or to the least busy: the first of equals.</summary>
internal sealed class SessionLanes : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SessionLane> _lanes = [];

    public int Count => _lanes.Count;

    /// <summary>Any of them: they are sessions of one graph.</summary>
    public SessionLane First => _lanes[0];

    /// <summary>Calls that each was given so far.</summary>
    public IReadOnlyList<long> Calls
    {
        get
        {
            lock (_gate) return [.. _lanes.Select(static lane => lane.Calls)];
        }
    }

    /// <summary>Before any call.</summary>
    public void Add(SessionLane lane) => _lanes.Add(lane);

    /// <summary>Does something on one of them.</summary>
    public T Run<T>(Func<SessionLane, T> call)
    {
        SessionLane lane;
        lock (_gate)
        {
            lane = _lanes.MinBy(static lane => lane.Running)!;
            lane.Running++;
            lane.Calls++;
        }

        try
        {
            return call(lane);
        }
        finally
        {
            lock (_gate) lane.Running--;
        }
    }

    public void Dispose() => _lanes.ForEach(static lane => lane.Dispose());
}
