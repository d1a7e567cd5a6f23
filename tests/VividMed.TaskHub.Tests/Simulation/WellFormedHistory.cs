using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>What must be true of the history of a finished instance.</summary>
internal static class WellFormedHistory
{
    public static void Check(OrchestrationState state, IReadOnlyList<HistoryEvent> history, InstanceRow row)
    {
        void Require(bool condition, string otherwise)
        {
            if (!condition) throw new SimulationException($"History of {state.InstanceId}: {otherwise}\n{string.Join('\n', history.Select(e => $"  {e}"))}");
        }

        Require(history.Count == row.HistoryLength, $"{history.Count} events, {row.HistoryLength} expected.");
        Require(history.Sum(e => (long)e.CalculateSize() + 8) == row.HistoryBytes, "its size is miscounted.");
        Require(history.Count(e => e.ExecutionCompleted is not null) == 1, "not exactly one end.");
        Require(history.Count(e => e.ExecutionStarted is not null) <= 1, "more than one start.");

        var calls = new Dictionary<int, HistoryEvent>();
        var outcomes = new HashSet<int>();
        var now = DateTimeOffset.MinValue;
        foreach (var e in history)
        {
            if (e.OrchestratorStarted is not null)
            {
                Require(e.Timestamp.ToDateTimeOffset() >= now, "time runs backwards.");
                now = e.Timestamp.ToDateTimeOffset();
            }

            Require(e.TimerFired is null || e.TimerFired.FireAt.ToDateTimeOffset() <= now, $"timer #{e.TimerFired?.TimerId} rings early.");
            if (e.TaskScheduled is not null || e.TimerCreated is not null || e.SubOrchestrationInstanceCreated is not null || e.EventSent is not null)
            {
                Require(calls.TryAdd(e.EventId, e), $"action #{e.EventId} is recorded twice.");
            }

            if (OutcomeOf(e) is not { } task) continue;
            Require(calls.TryGetValue(task, out var call) && Matches(call, e), $"an outcome of #{task}, which was not called.");
            Require(outcomes.Add(task), $"#{task} has two outcomes.");
        }
    }

    private static int? OutcomeOf(HistoryEvent e) =>
        e.TaskCompleted?.TaskScheduledId ?? e.TaskFailed?.TaskScheduledId ?? e.TimerFired?.TimerId
        ?? e.SubOrchestrationInstanceCompleted?.TaskScheduledId ?? e.SubOrchestrationInstanceFailed?.TaskScheduledId;

    private static bool Matches(HistoryEvent call, HistoryEvent outcome) => outcome.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted or HistoryEvent.EventTypeOneofCase.TaskFailed => call.TaskScheduled is not null,
        HistoryEvent.EventTypeOneofCase.TimerFired => call.TimerCreated is { } timer && timer.FireAt.Equals(outcome.TimerFired.FireAt),
        _ => call.SubOrchestrationInstanceCreated is not null,
    };
}
