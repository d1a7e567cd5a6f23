namespace VividMed.TaskHub.Dispatch;

/// <summary>A connected worker: what it takes, how much at a time, and what it holds. Guarded by the dispatcher.</summary>
internal sealed class WorkerStream(
    KindFilter orchestrations, KindFilter activities, int orchestrationLimit, int activityLimit, bool streamsHistory) : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);
    private int _orchestrations;
    private int _activities;

    /// <summary>Since when the worker is there.</summary>
    public DateTimeOffset Connected { get; set; }

    public int OrchestrationLimit => orchestrationLimit;

    public int ActivityLimit => activityLimit;

    public KindFilter Orchestrations { get; } = orchestrations;

    public KindFilter Activities { get; } = activities;

    /// <summary>The worker can fetch a long history by itself.</summary>
    public bool StreamsHistory { get; } = streamsHistory;

    public bool TakesOrchestrations => _orchestrations < orchestrationLimit;

    public bool TakesActivities => FreeActivities > 0;

    /// <summary>How many more activities the worker takes.</summary>
    public int FreeActivities => activityLimit - _activities;

    public HashSet<Lease> Leases { get; } = [];

    public bool Accepts(WorkUnit unit) => (unit.IsActivity ? Activities : Orchestrations).Accepts(unit.Kind);

    public void Add(Lease lease)
    {
        Leases.Add(lease);
        Count(lease.Unit, 1);
    }

    public void Remove(Lease lease)
    {
        Leases.Remove(lease);
        Count(lease.Unit, -1);
        Wake();
    }

    public void Wake()
    {
        if (_news.CurrentCount == 0) _news.Release();
    }

    /// <summary>False when nothing happened within the time.</summary>
    public Task<bool> WaitAsync(TimeSpan time, CancellationToken cancellationToken) => _news.WaitAsync(time, cancellationToken);

    public void Dispose() => _news.Dispose();

    private void Count(WorkUnit unit, int change)
    {
        if (unit.IsActivity) _activities += change;
        else _orchestrations += change;
    }
}
