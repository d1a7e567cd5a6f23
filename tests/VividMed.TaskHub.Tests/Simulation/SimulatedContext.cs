namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>Brings every continuation of a process's asynchronous code to the scheduler.</summary>
internal sealed class SimulatedContext(SimulatedProcess process) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => process.Add("goes on", () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits in a simulation.");

    public override SynchronizationContext CreateCopy() => this;

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
