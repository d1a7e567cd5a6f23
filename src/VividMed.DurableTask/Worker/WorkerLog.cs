using Microsoft.Extensions.Logging;

namespace VividMed.DurableTask.Worker;

internal static partial class WorkerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Worker '{Worker}' is connected to the hub.")]
    public static partial void Connected(this ILogger logger, string worker);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Worker '{Worker}' lost the hub ({Reason}) and connects again in {Seconds:0.0} s.")]
    public static partial void Disconnected(this ILogger logger, string worker, string reason, double seconds);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Worker '{Worker}' stops; {Running} work items are let end.")]
    public static partial void Draining(this ILogger logger, string worker, int running);

    [LoggerMessage(EventId = 4, Level = LogLevel.Debug, Message = "Orchestration {InstanceId} took {Actions} new actions.")]
    public static partial void TurnEnded(this ILogger logger, string instanceId, int actions);

    [LoggerMessage(EventId = 5, Level = LogLevel.Debug, Message = "Activity '{Name}' #{TaskId} of {InstanceId} succeeded.")]
    public static partial void ActivitySucceeded(this ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Activity '{Name}' #{TaskId} of {InstanceId} failed: {ErrorType}.")]
    public static partial void ActivityFailed(this ILogger logger, string name, int taskId, string instanceId, string errorType);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Work of {InstanceId} is handed back: {Reason}.")]
    public static partial void HandedBack(this ILogger logger, string instanceId, string reason);

    [LoggerMessage(EventId = 8, Level = LogLevel.Error, Message = "A work item could not be finished; the hub delivers it again.")]
    public static partial void WorkItemBroken(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "Entities are not supported: an entity work item is handed back.")]
    public static partial void EntityRefused(this ILogger logger);

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "Orchestration {InstanceId} failed: {ErrorType}.")]
    public static partial void OrchestrationFailed(this ILogger logger, string instanceId, string errorType);
}
