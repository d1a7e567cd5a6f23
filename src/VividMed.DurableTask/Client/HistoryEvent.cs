namespace VividMed.DurableTask.Client;

/// <summary>One event of an instance's history, flat: what an event of its type does not have is null.</summary>
public sealed record HistoryEvent
{
    /// <summary>The sequence number of the action that this event records, or -1 for an event from outside.</summary>
    public required int EventId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The protocol's name of the event type, such as <c>TaskScheduled</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>The name of the orchestrator, activity or external event.</summary>
    public string? Name { get; init; }

    public string? Version { get; init; }

    /// <summary>The instance that a sub-orchestration got or that an event was sent to.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Serialized input, event payload or reason.</summary>
    public string? Input { get; init; }

    public string? Result { get; init; }

    /// <summary>For a completion or a fired timer: the <see cref="EventId"/> of the event that scheduled it.</summary>
    public int? TaskScheduledId { get; init; }

    public DateTimeOffset? FireAt { get; init; }

    public OrchestrationRuntimeStatus? OrchestrationStatus { get; init; }

    public TaskFailureDetails? FailureDetails { get; init; }
}
