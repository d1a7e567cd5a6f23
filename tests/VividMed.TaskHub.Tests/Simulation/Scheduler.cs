namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Everything that can happen next. The seed picks what does: nothing else in a simulation decides about order.</summary>
internal sealed class Scheduler(int seed) : IDisposable
{
    private readonly List<(SimulatedProcess Owner, string What, Action Run)> _steps = [];
    private readonly Random _random = new(seed);

    public Trace Trace { get; } = new();

    public bool IsIdle => _steps.Count == 0;

    public int Next(int count) => _random.Next(count);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>Adds a step of a process; one that has died takes none.</summary>
    public void Add(SimulatedProcess owner, string what, Action run)
    {
        if (owner.IsAlive) _steps.Add((owner, what, run));
    }

    public void Drop(SimulatedProcess owner) => _steps.RemoveAll(step => step.Owner == owner);

    public void RunOne()
    {
        var index = Next(_steps.Count);
        var (owner, what, run) = _steps[index];
        _steps[index] = _steps[^1];
        _steps.RemoveAt(_steps.Count - 1);
        Trace.Add($"{owner.Name}: {what}");
        owner.Context.Run(run);
    }

    public void Dispose() => Trace.Dispose();
}
