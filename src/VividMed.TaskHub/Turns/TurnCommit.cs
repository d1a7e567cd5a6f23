using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

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
