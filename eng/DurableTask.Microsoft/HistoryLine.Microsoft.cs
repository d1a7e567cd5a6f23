using DurableTask.Core.History;
using Line = VividMed.DurableTask.Client.HistoryEvent;
using Official = DurableTask.Core.History.HistoryEvent;

namespace VividMed.Dashboard.Components;

/// <summary>Reads the history that Microsoft's client returns.</summary>
internal sealed partial record HistoryLine
{
    public static IReadOnlyList<HistoryLine> From(IEnumerable<Official> history) => From(history.Select(Flat));

    private static Line Flat(Official happened) => new()
    {
        EventId = happened.EventId,
        Timestamp = new DateTimeOffset(DateTime.SpecifyKind(happened.Timestamp, DateTimeKind.Utc)),
        EventType = happened.EventType.ToString(),
        Name = happened switch
        {
            ExecutionStartedEvent started => started.Name,
            TaskScheduledEvent scheduled => scheduled.Name,
            SubOrchestrationInstanceCreatedEvent created => created.Name,
            EventRaisedEvent raised => raised.Name,
            EventSentEvent sent => sent.Name,
            _ => null,
        },
        InstanceId = happened switch
        {
            SubOrchestrationInstanceCreatedEvent created => created.InstanceId,
            EventSentEvent sent => sent.InstanceId,
            _ => null,
        },
        TaskScheduledId = happened switch
        {
            TaskCompletedEvent completed => completed.TaskScheduledId,
            TaskFailedEvent failed => failed.TaskScheduledId,
            SubOrchestrationInstanceCompletedEvent completed => completed.TaskScheduledId,
            SubOrchestrationInstanceFailedEvent failed => failed.TaskScheduledId,
            TimerFiredEvent fired => fired.TimerId,
            _ => null,
        },
    };
}
