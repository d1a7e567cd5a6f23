namespace VividMed.DurableTask.Client;

public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The same options, with the statuses in which an existing instance of the same id makes the start fail.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
