using DurableTask.Core.History;
using VividMed.Dashboard.Components;

namespace VividMed.Dashboard.Runs;

/// <summary>Something that took time: an activity's try, a partition, a wait.</summary>
/// <param name="Row">What it is listed under; tries of one thing share a row.</param>
/// <param name="End">Null while it is under way.</param>
/// <param name="Kind">How it ended: ok, bad, calm, or busy while it is under way.</param>
/// <param name="Href">Where more of it is to be seen; null for nowhere.</param>
public sealed record TimeSpanBar(string Row, DateTimeOffset Start, DateTimeOffset? End, string Kind, string? Href = null)
{
    private const string Wait = "timer";

    /// <summary>What an orchestration called, in the order of the calls; each try is one.</summary>
    public static IReadOnlyList<TimeSpanBar> Of(IEnumerable<HistoryEvent> history)
    {
        var bars = new List<TimeSpanBar>();
        var open = new Dictionary<int, int>();
        foreach (var happened in history)
        {
            if (Begun(happened) is { } begun)
            {
                open[happened.EventId] = bars.Count;
                bars.Add(begun);
            }
            else if (Ended(happened) is var (id, kind) && open.Remove(id, out var at))
            {
                bars[at] = bars[at] with { End = Moment(happened.Timestamp), Kind = kind };
            }
        }

        return bars;
    }

    /// <summary>An instance from its start to its end.</summary>
    public static TimeSpanBar Of(OrchestrationMetadata instance) => new(
        instance.InstanceId,
        instance.CreatedAt,
        instance.IsCompleted ? instance.LastUpdatedAt : null,
        instance.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => "ok",
            OrchestrationRuntimeStatus.Failed => "bad",
            OrchestrationRuntimeStatus.Terminated => "calm",
            OrchestrationRuntimeStatus.Suspended => "warn",
            _ => "busy",
        },
        Links.Instance(instance.InstanceId));

    private static TimeSpanBar? Begun(HistoryEvent happened) => happened switch
    {
        TaskScheduledEvent call => new(call.Name ?? "", Moment(call.Timestamp), null, "busy"),
        SubOrchestrationInstanceCreatedEvent child => new(child.Name ?? "", Moment(child.Timestamp), null, "busy", child.InstanceId is { } id ? Links.Instance(id) : null),
        TimerCreatedEvent timer => new(Wait, Moment(timer.Timestamp), null, "calm"),
        _ => null,
    };

    private static (int Id, string Kind)? Ended(HistoryEvent happened) => happened switch
    {
        TaskCompletedEvent completed => (completed.TaskScheduledId, "ok"),
        TaskFailedEvent failed => (failed.TaskScheduledId, "bad"),
        SubOrchestrationInstanceCompletedEvent completed => (completed.TaskScheduledId, "ok"),
        SubOrchestrationInstanceFailedEvent failed => (failed.TaskScheduledId, "bad"),
        TimerFiredEvent fired => (fired.TimerId, "calm"),
        _ => null,
    };

    private static DateTimeOffset Moment(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
