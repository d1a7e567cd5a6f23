using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Service;

/// <summary>Ends work that no worker survives: the activity fails, or the orchestration does, instead of going round for ever.</summary>
internal static class PoisonGuard
{
    /// <summary>The error type of what was given up.</summary>
    public const string ErrorType = "PoisonWorkItem";

    public static async Task EndAsync(Hub hub, WorkUnit unit, ILogger logger)
    {
        // The dispatcher calls from within its lock.
        await Task.Yield();
        Log.Poisoned(logger, unit.Kind.Name, unit.Failures, unit.Losses);
        hub.Telemetry.GaveUp(hub.Name);
        var failure = unit.IsTooLarge
            ? MessageLimit.NotTaken(unit)
            : HistoryEvents.Failure(
                ErrorType, $"Handed out {unit.Failures} times in a row without an outcome; its worker was lost {unit.Losses} times.");
        try
        {
            var wakeups = unit.TaskId is { } task
                ? await FailActivityAsync(hub, unit, task, failure)
                : await FailOrchestrationAsync(hub, unit, failure);
            hub.Dispatcher.Finish(unit);
            if (wakeups is not null) hub.Accept(wakeups);
        }
#pragma warning disable CA1031 // nobody waits for this; the unit is still owed in the store and is tried again
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.TurnFailed(logger, unit.Kind.Name, e);
            hub.Dispatcher.Postpone(unit);
        }
    }

    private static async Task<Wakeups?> FailActivityAsync(Hub hub, WorkUnit unit, int task, TaskFailureDetails failure) =>
        await hub.Store.CompleteActivityAsync(
            unit.Key, HistoryEvents.ActivityOutcome(hub.Time.GetUtcNow(), new() { TaskId = task, FailureDetails = failure }));

    private static async Task<Wakeups?> FailOrchestrationAsync(Hub hub, WorkUnit unit, TaskFailureDetails failure)
    {
        var turns = await hub.Store.LoadTurnsAsync([unit.Key]);
        if (!turns.TryGetValue(unit.Key, out var turn)) return null;
        var now = hub.Time.GetUtcNow();
        var whole = turn with { NewEvents = [HistoryEvents.OrchestratorStarted(now), .. turn.NewEvents] };
        return await hub.Store.CommitTurnAsync(TurnBuilder.Fail(whole, failure, now));
    }
}
