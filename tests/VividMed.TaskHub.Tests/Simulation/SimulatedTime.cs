namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The world's clock as one process sees it.</summary>
internal sealed class SimulatedTime(SimulatedClock clock, SimulatedProcess owner) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(clock, owner, () => callback(state));
        timer.Change(dueTime, period);
        clock.Add(timer);
        return timer;
    }
}
