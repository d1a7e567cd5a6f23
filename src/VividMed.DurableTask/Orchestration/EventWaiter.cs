namespace VividMed.DurableTask;

internal abstract class EventWaiter
{
    public abstract Type PayloadType { get; }

    public abstract void Deliver(string? payload, DataConverter converter);
}
