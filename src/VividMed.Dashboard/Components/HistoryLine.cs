namespace VividMed.Dashboard.Components;

/// <summary>An event of a run's history as the page shows it; completions say how long what they complete took.</summary>
internal sealed partial record HistoryLine(DateTime Time, string Event, string Name, TimeSpan? Took)
{
    /// <summary>Newest first; the turn markers of the engine are left out.</summary>
    public static IReadOnlyList<HistoryLine> From(IEnumerable<HistoryEvent> history)
    {
        var scheduled = new Dictionary<int, HistoryEvent>();
        var lines = new List<HistoryLine>();
        foreach (var happened in history)
        {
            if (happened.EventType is "OrchestratorStarted" or "OrchestratorCompleted") continue;
            if (happened.TaskScheduledId is null && happened.EventId >= 0) scheduled[happened.EventId] = happened;
            var cause = happened.TaskScheduledId is { } id ? scheduled.GetValueOrDefault(id) : null;
            lines.Add(new HistoryLine(
                happened.Timestamp.UtcDateTime,
                happened.EventType,
                happened.InstanceId ?? happened.Name ?? cause?.InstanceId ?? cause?.Name ?? "",
                cause is null ? null : happened.Timestamp - cause.Timestamp));
        }

        lines.Reverse();
        return lines;
    }
}
