namespace VividMed.DurableTask;

internal sealed class TypedEventWaiter<T> : EventWaiter
{
    public TaskCompletionSource<T> Payload { get; } = new();

    public override Type PayloadType => typeof(T);

    public override void Deliver(string? payload, DataConverter converter)
    {
        T? value;
        try
        {
            value = converter.Deserialize<T>(payload);
        }
        catch (Exception error)
        {
            Payload.TrySetException(error);
            return;
        }

        Payload.TrySetResult(value!);
    }
}
