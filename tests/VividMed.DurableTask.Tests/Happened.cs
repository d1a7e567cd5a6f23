using VividMed.DurableTask.Converters;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask.Tests;

/// <summary>Events that reach an orchestration from outside.</summary>
internal static class Happened
{
    public static HistoryEvent Completed(int id, object? result = null) =>
        new() { EventId = -1, TaskCompleted = new() { TaskScheduledId = id, Result = JsonDataConverter.Default.Serialize(result) } };

    public static HistoryEvent Failed(int id, string type = "System.IO.IOException", string message = "disk full", bool nonRetriable = false) =>
        new() { EventId = -1, TaskFailed = new() { TaskScheduledId = id, FailureDetails = Failure(type, message, nonRetriable) } };

    public static HistoryEvent SubCompleted(int id, object? result = null) =>
        new() { EventId = -1, SubOrchestrationInstanceCompleted = new() { TaskScheduledId = id, Result = JsonDataConverter.Default.Serialize(result) } };

    public static HistoryEvent SubFailed(int id, string type = "System.IO.IOException", string message = "disk full") =>
        new() { EventId = -1, SubOrchestrationInstanceFailed = new() { TaskScheduledId = id, FailureDetails = Failure(type, message, nonRetriable: false) } };

    public static HistoryEvent Fired(int id) => new() { EventId = -1, TimerFired = new() { TimerId = id } };

    public static HistoryEvent Raised(string name, object? payload = null) =>
        new() { EventId = -1, EventRaised = new() { Name = name, Input = JsonDataConverter.Default.Serialize(payload) } };

    public static HistoryEvent Suspended() => new() { EventId = -1, ExecutionSuspended = new() };

    public static HistoryEvent Resumed() => new() { EventId = -1, ExecutionResumed = new() };

    public static HistoryEvent Terminated(object? output) =>
        new() { EventId = -1, ExecutionTerminated = new() { Input = JsonDataConverter.Default.Serialize(output) } };

    private static Protocol.TaskFailureDetails Failure(string type, string message, bool nonRetriable) =>
        new() { ErrorType = type, ErrorMessage = message, IsNonRetriable = nonRetriable };
}
