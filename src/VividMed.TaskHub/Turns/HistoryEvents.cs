using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Turns;

/// <summary>Makes the history events that the hub itself writes; events without a task id of their own carry -1.</summary>
internal static class HistoryEvents
{
    public static HistoryEvent OrchestratorStarted(DateTimeOffset at) => At(at, new() { OrchestratorStarted = new() });

    public static HistoryEvent ExecutionStarted(DateTimeOffset at, ExecutionStartedEvent started) =>
        At(at, new() { ExecutionStarted = started });

    public static HistoryEvent EventRaised(DateTimeOffset at, string name, string? input) =>
        At(at, new() { EventRaised = new() { Name = name, Input = input } });

    public static HistoryEvent Suspended(DateTimeOffset at, string? reason) =>
        At(at, new() { ExecutionSuspended = new() { Input = reason } });

    public static HistoryEvent Resumed(DateTimeOffset at, string? reason) => At(at, new() { ExecutionResumed = new() { Input = reason } });

    public static HistoryEvent Terminated(DateTimeOffset at, string? output, bool recurse) =>
        At(at, new() { ExecutionTerminated = new() { Input = output, Recurse = recurse } });

    public static HistoryEvent Completed(DateTimeOffset at, int id, ExecutionCompletedEvent completion) =>
        At(at, new() { ExecutionCompleted = completion }, id);

    public static HistoryEvent TimerFired(DateTimeOffset fireAt, int timerId) =>
        At(fireAt, new() { TimerFired = new() { FireAt = fireAt.ToTimestamp(), TimerId = timerId } });

    /// <summary>What an activity tells its orchestration.</summary>
    public static HistoryEvent ActivityOutcome(DateTimeOffset at, ActivityResponse response) => response.FailureDetails is { } failure
        ? At(at, new() { TaskFailed = new() { TaskScheduledId = response.TaskId, FailureDetails = failure } })
        : At(at, new() { TaskCompleted = new() { TaskScheduledId = response.TaskId, Result = response.Result } });

    /// <summary>What a finished sub-orchestration tells its parent.</summary>
    public static HistoryEvent ChildOutcome(DateTimeOffset at, int taskId, ExecutionCompletedEvent completion) =>
        completion.OrchestrationStatus == OrchestrationStatus.Completed
            ? At(at, new() { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = taskId, Result = completion.Result } })
            : At(
                at,
                new() { SubOrchestrationInstanceFailed = new() { TaskScheduledId = taskId, FailureDetails = completion.FailureDetails ?? Failure("Terminated", "The sub-orchestration was terminated.") } });

    public static HistoryEvent ChildRefused(DateTimeOffset at, int taskId) => At(at, new()
    {
        SubOrchestrationInstanceFailed = new()
        {
            TaskScheduledId = taskId,
            FailureDetails = Failure("InstanceIdInUse", "An unfinished instance already has the sub-orchestration's id."),
        },
    });

    public static HistoryEvent Rewound(DateTimeOffset at) => At(at, new() { ExecutionRewound = new() });

    public static HistoryEvent At(DateTimeOffset at, HistoryEvent e, int id = -1)
    {
        e.EventId = id;
        e.Timestamp = at.ToTimestamp();
        return e;
    }

    /// <summary>What an event adds to the serialized size of a history.</summary>
    public static int SizeOf(HistoryEvent e) => e.CalculateSize() + 8;

    /// <summary>The serialized size of events in a history.</summary>
    public static long SizeOf(IEnumerable<HistoryEvent> events) => events.Sum(e => (long)SizeOf(e));

    public static TaskFailureDetails Failure(string type, string message) =>
        new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = true };
}
