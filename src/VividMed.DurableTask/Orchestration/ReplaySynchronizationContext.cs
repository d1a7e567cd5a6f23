namespace VividMed.DurableTask;

internal sealed class ReplaySynchronizationContext(ReplayScheduler scheduler) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => new Task(() => d(state)).Start(scheduler);

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!scheduler.IsInside)
        {
            throw new NonDeterministicOrchestrationException("Code outside the orchestrator tried to run within it.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
