namespace VividMed.DurableTask;

/// <summary>What an activity knows of the call it serves.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    /// <summary>The id of the orchestration that called.</summary>
    public abstract string InstanceId { get; }

    public virtual string Version => string.Empty;

    /// <summary>
    /// Fires when the worker stops or has lost the stream that leased this call: the call will be delivered again, so
    /// going on is waste. An activity that ends with <see cref="OperationCanceledException"/> then is handed back, not failed.
    /// </summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
