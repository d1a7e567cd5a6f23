namespace VividMed.DurableTask.Worker;

/// <summary>How a worker works. Changing the converter or the timer interval breaks orchestrations in flight.</summary>
public sealed partial class DurableTaskWorkerOptions
{
    /// <summary>Must be the converter of the clients too.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>The longest single durable timer; a longer wait becomes a chain of timers.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    public VersioningOptions Versioning { get; set; } = new();

    /// <summary>How long a stopping worker lets running work end before it lets go of the stream that leases it.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
