namespace VividMed.DurableTask;

/// <summary>How a client starts an orchestration.</summary>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Names of the statuses in which an existing instance of the same id makes the start fail.
    /// Null leaves the choice to the server.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
