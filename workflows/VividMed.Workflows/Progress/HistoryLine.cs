using DurableTask.Core.History;

namespace VividMed.Workflows.Progress;

/// <summary>An event of a run's history as people are shown it, without any payload; completions say how long what they complete took.</summary>
public sealed record HistoryLine(DateTime Time, string Event, string Name, TimeSpan? Took)
{
    /// <summary>Newest first; the turn markers of the engine are left out.</summary>
    public static IReadOnlyList<HistoryLine> From(IEnumerable<HistoryEvent> history)
    {
        var scheduled = new Dictionary<int, HistoryEvent>();
        var lines = new List<HistoryLine>();
        foreach (var happened in history)
        {
            if (happened is OrchestratorStartedEvent or OrchestratorCompletedEvent) continue;
            var cause = CauseOf(happened) is { } id ? scheduled.GetValueOrDefault(id) : null;
            if (cause is null && happened.EventId >= 0) scheduled[happened.EventId] = happened;
            lines.Add(new HistoryLine(
                DateTime.SpecifyKind(happened.Timestamp, DateTimeKind.Utc),
                $"{happened.EventType}",
                SubjectOf(happened) ?? (cause is null ? null : SubjectOf(cause)) ?? "",
                cause is null ? null : happened.Timestamp - cause.Timestamp));
        }

        lines.Reverse();
        return lines;
    }

    /// <summary>The event that this one answers, by its id.</summary>
    private static int? CauseOf(HistoryEvent happened) => happened switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent completed => completed.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent failed => failed.TaskScheduledId,
        TimerFiredEvent fired => fired.TimerId,
        _ => null,
    };

    private static string? SubjectOf(HistoryEvent happened) => happened switch
    {
        ExecutionStartedEvent started => started.Name,
        TaskScheduledEvent scheduled => scheduled.Name,
        SubOrchestrationInstanceCreatedEvent created => created.InstanceId ?? created.Name,
        EventSentEvent sent => sent.InstanceId ?? sent.Name,
        EventRaisedEvent raised => raised.Name,
        _ => null,
    };
}
