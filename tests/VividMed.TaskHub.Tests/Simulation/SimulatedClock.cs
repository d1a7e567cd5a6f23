namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>The time of a simulated world. It stands still until it is moved.</summary>
internal sealed class SimulatedClock
{
    private readonly List<SimulatedTimer> _timers = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset? NextDue => _timers.Min(timer => timer.Due);

    public void Add(SimulatedTimer timer) => _timers.Add(timer);

    public void Remove(SimulatedTimer timer) => _timers.Remove(timer);

    public void AdvanceTo(DateTimeOffset moment)
    {
        if (moment > Now) Now = moment;
        foreach (var timer in _timers.Where(timer => timer.Due <= Now).ToList()) timer.Ring();
    }

    /// <summary>A process and its timers are gone together.</summary>
    public void Forget(SimulatedProcess owner) => _timers.RemoveAll(timer => timer.Owner == owner);
}
