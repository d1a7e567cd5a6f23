using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Turns;

/// <summary>What one turn of an orchestration starts from.</summary>
/// <param name="LastMessage">Store id of the last inbox message that the new events came from.</param>
/// <param name="ReadAt">Messages that were visible at this moment were read.</param>
/// <param name="Bytes">Serialized size of the new events.</param>
/// <param name="HasMore">The inbox holds further messages that did not fit into this turn.</param>
internal sealed record TurnInput(
    InstanceRow Instance, long LastMessage, DateTimeOffset ReadAt, IReadOnlyList<HistoryEvent> NewEvents, long Bytes, bool HasMore);

/// <summary>Everything that one completed turn changes, to be stored in one transaction.</summary>
internal sealed class TurnCommit
{
    public required TurnInput Turn { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>New history events, in order.</summary>
    public List<HistoryEvent> History { get; } = [];

    public List<ActivityRequest> Activities { get; } = [];

    /// <summary>So many of the activities, from the first, the hub claims as it stores them: workers wait for them.</summary>
    public int Claimed { get; set; }

    /// <summary>TimerFired events, each for the moment it names.</summary>
    public List<HistoryEvent> Timers { get; } = [];

    /// <summary>ExecutionStarted events of sub-orchestrations.</summary>
    public List<HistoryEvent> Children { get; } = [];

    /// <summary>Events for other instances, by id.</summary>
    public List<(string InstanceId, HistoryEvent Event)> Outbox { get; } = [];

    public List<TerminateOrchestrationAction> Terminations { get; } = [];

    /// <summary>How the orchestration ended, when it did.</summary>
    public ExecutionCompletedEvent? Completion { get; set; }

    /// <summary>The inbox of the next execution (ExecutionStarted first), when the orchestration continues as new.</summary>
    public List<HistoryEvent>? NextExecution { get; set; }
}
