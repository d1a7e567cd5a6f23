using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// Lets a failed orchestration try again: its history loses every call that has not succeeded, so that the replay makes
/// exactly those calls anew. What succeeded stays.
/// </summary>
internal static class Rewinding
{
    public static void Apply(SqlSession db, InstanceRow instance, DateTimeOffset now, Wakeups wakeups)
    {
        var kept = WithoutFailures(HistoryTable.ReadAll(db, instance.Key), id => InstanceTable.Find(db, id) is { IsFinished: false });
        HistoryTable.DeleteAll(db, instance.Key);
        // An activity that was still owed is asked for again; its old request would bring a second outcome.
        ActivityTable.DeleteAll(db, instance.Key);
        var bytes = HistoryTable.Append(db, instance.Key, 0, kept);
        InstanceTable.Reopen(db, instance.Key, kept.Count, bytes, now);
        MessageTable.Add(db, instance.Ref, HistoryEvents.Rewound(now), bound: true, now, wakeups);
        wakeups.Ended.Add(instance.Id);
    }

    private static List<HistoryEvent> WithoutFailures(IReadOnlyList<HistoryEvent> history, Predicate<string> isRunning)
    {
        var succeeded = history.Select(SucceededCall).OfType<int>().ToHashSet();
        return [.. history.Where(e => e.ExecutionCompleted is null && FailedCall(e) is null && (!IsCall(e) || succeeded.Contains(e.EventId) || IsRunningChild(e)))];

        // A sub-orchestration that outlived its parent's failure still reports to it.
        bool IsRunningChild(HistoryEvent e) => e.SubOrchestrationInstanceCreated is { } child && isRunning(child.InstanceId);
    }

    private static bool IsCall(HistoryEvent e) =>
        e.TaskScheduled is not null || e.SubOrchestrationInstanceCreated is not null || e.TimerCreated is not null;

    private static int? SucceededCall(HistoryEvent e) =>
        e.TaskCompleted?.TaskScheduledId ?? e.SubOrchestrationInstanceCompleted?.TaskScheduledId ?? e.TimerFired?.TimerId;

    private static int? FailedCall(HistoryEvent e) => e.TaskFailed?.TaskScheduledId ?? e.SubOrchestrationInstanceFailed?.TaskScheduledId;
}
