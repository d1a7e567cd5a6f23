namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Something that runs and can be killed: what it had still to do is then never done.</summary>
internal sealed class SimulatedProcess
{
    private readonly Scheduler _scheduler;

    public SimulatedProcess(Scheduler scheduler, string name)
    {
        _scheduler = scheduler;
        Name = name;
        Context = new(this);
    }

    /// <summary>What happens when it is killed.</summary>
    public Action? Died { get; set; }

    public string Name { get; }

    public bool IsAlive { get; private set; } = true;

    public SimulatedContext Context { get; }

    public void Add(string what, Action run) => _scheduler.Add(this, what, run);

    /// <summary>Completes in a step of its own, after whatever else the seed puts before it.</summary>
    public Task PauseAsync(string what)
    {
        var turn = new TaskCompletionSource();
        Add(what, turn.SetResult);
        return turn.Task;
    }

    public void Kill()
    {
        IsAlive = false;
        _scheduler.Drop(this);
        Died?.Invoke();
    }
}
