using Microsoft.Extensions.Logging;

namespace VividMed.TaskHub.Monitoring;

/// <summary>Everything the hub logs: counts and names of tasks, never ids, inputs or outputs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Task hub open: {Orchestrations} orchestrations and {Activities} activities wait")]
    public static partial void Opened(ILogger logger, int orchestrations, int activities);

    [LoggerMessage(2, LogLevel.Information, "Worker connected")]
    public static partial void WorkerConnected(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "Worker disconnected; {Count} work items go back to the queue")]
    public static partial void WorkerDisconnected(ILogger logger, int count);

    [LoggerMessage(4, LogLevel.Debug, "Ignored a completion whose lease has ended")]
    public static partial void StaleCompletion(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "{Task} came back unfinished, {Failures} times in a row")]
    public static partial void Abandoned(ILogger logger, string task, int failures);

    [LoggerMessage(6, LogLevel.Error, "A turn of {Task} could not be stored")]
    public static partial void TurnFailed(ILogger logger, string task, Exception reason);

    [LoggerMessage(7, LogLevel.Error, "Due timers could not be read")]
    public static partial void TimersFailed(ILogger logger, Exception reason);

    [LoggerMessage(8, LogLevel.Error, "Gave up on {Task}: handed out {Failures} times in a row without an outcome, its worker lost {Losses} times")]
    public static partial void Poisoned(ILogger logger, string task, int failures, int losses);

    [LoggerMessage(9, LogLevel.Error, "The database did not answer a call")]
    public static partial void StoreFailed(ILogger logger, Exception reason);

    [LoggerMessage(10, LogLevel.Error, "{Method} failed")]
    public static partial void CallFailed(ILogger logger, string method, Exception reason);
}
