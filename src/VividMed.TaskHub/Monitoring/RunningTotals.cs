namespace VividMed.TaskHub.Monitoring;

/// <summary>The meter's counters and sums of one hub, for those who ask the hub itself; written by many threads at a time.</summary>
internal sealed class RunningTotals
{
    private long _turns;
    private long _turnTicks;
    private long _commitTicks;
    private long _replayed;
    private long _activities;
    private long _redelivered;
    private long _poisoned;

    public void Add(TimeSpan commit, TimeSpan turn, int replayed)
    {
        Interlocked.Increment(ref _turns);
        Interlocked.Add(ref _turnTicks, turn.Ticks);
        Interlocked.Add(ref _commitTicks, commit.Ticks);
        Interlocked.Add(ref _replayed, replayed);
    }

    public void AddActivity() => Interlocked.Increment(ref _activities);

    public void AddRedelivered(int count) => Interlocked.Add(ref _redelivered, count);

    public void AddPoisoned() => Interlocked.Increment(ref _poisoned);

    public HubTotals Read() => new()
    {
        Turns = Interlocked.Read(ref _turns),
        TurnSeconds = TimeSpan.FromTicks(Interlocked.Read(ref _turnTicks)).TotalSeconds,
        CommitSeconds = TimeSpan.FromTicks(Interlocked.Read(ref _commitTicks)).TotalSeconds,
        Replayed = Interlocked.Read(ref _replayed),
        Activities = Interlocked.Read(ref _activities),
        Redelivered = Interlocked.Read(ref _redelivered),
        Poisoned = Interlocked.Read(ref _poisoned),
    };
}
