namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A timer of a process; it rings as one of the process's steps.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, SimulatedProcess owner, Action ring) : ITimer
{
    public SimulatedProcess Owner { get; } = owner;

    public DateTimeOffset? Due { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Now + dueTime;
        return true;
    }

    public void Ring()
    {
        Due = null;
        Owner.Add("timer rings", ring);
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
