using DurableTask.Core.History;

namespace VividMed.Workflows.Progress;

/// <summary>Where the time of a run went.</summary>
public static class StageTimes
{
    /// <summary>The stages that a run has come to, in their order. Reads the histories of all its partitions.</summary>
    public static async Task<IReadOnlyList<StageTime>> ReadAsync(
        DurableTaskClient client, RunSnapshot run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var histories = await RunInstances.HistoriesAsync(client, run.Instance.InstanceId, below: true, cancellationToken);
        // What was under way when a run was cancelled ended with it, as far as the run is concerned.
        var end = run.Instance.IsCompleted ? run.Instance.LastUpdatedAt : now;
        var stages = Of(histories.Select(static history => history.Events), end.UtcDateTime);
        if (run.Progress.StartedAt is not { } planned || stages.Any(static stage => stage.Stage == "plan")) return stages;

        // A run of many partitions keeps the history of its latest page only; when it had planned it remembers.
        return [new("inspect and plan", 2, 0, 0, (planned - run.Instance.CreatedAt).TotalSeconds, (planned - run.Instance.CreatedAt).TotalSeconds), .. stages];
    }

    /// <summary>The same, of histories at hand.</summary>
    public static IReadOnlyList<StageTime> Of(IEnumerable<IEnumerable<HistoryEvent>> histories, DateTime now)
    {
        var spans = histories.SelectMany(history => Spans(history, now)).ToLookup(static span => span.Stage, StringComparer.Ordinal);
        return
        [
            .. RunStages.All.Where(spans.Contains).Select(stage => new StageTime(
                stage,
                spans[stage].Count(),
                spans[stage].Count(static span => span.End is null),
                spans[stage].Count(static span => span.Failed),
                Covered(spans[stage], now).TotalSeconds,
                spans[stage].Sum(span => ((span.End ?? now) - span.Start).TotalSeconds))),
        ];
    }

    private static IEnumerable<Span> Spans(IEnumerable<HistoryEvent> history, DateTime now)
    {
        var begun = new Dictionary<int, Span>();
        foreach (var happened in history)
        {
            if (happened is TaskScheduledEvent { Name: { } name } && RunStages.Of(name) is { } stage)
            {
                begun[happened.EventId] = new(stage, happened.Timestamp, End: null, Failed: false);
            }
            else if (Ended(happened) is { } id && begun.Remove(id, out var span))
            {
                yield return span with { End = happened.Timestamp, Failed = happened is TaskFailedEvent };
            }
        }

        foreach (var open in begun.Values.Where(span => span.Start <= now)) yield return open;
    }

    private static int? Ended(HistoryEvent happened) => happened switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        _ => null,
    };

    /// <summary>What the spans cover together: those of partitions in flight overlap.</summary>
    private static TimeSpan Covered(IEnumerable<Span> spans, DateTime now)
    {
        var (covered, until) = (TimeSpan.Zero, DateTime.MinValue);
        foreach (var span in spans.OrderBy(static span => span.Start))
        {
            var end = span.End ?? now;
            if (end <= until) continue;
            covered += end - (span.Start > until ? span.Start : until);
            until = end;
        }

        return covered;
    }

    private sealed record Span(string Stage, DateTime Start, DateTime? End, bool Failed);
}
