namespace VividMed.DurableTask.Client;

/// <summary>Selects finished instances to purge; what is null does not restrict.</summary>
public sealed record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the server may work before it answers with what it has purged so far.</summary>
    public TimeSpan? Timeout { get; init; }
}
