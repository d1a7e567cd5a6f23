using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>
/// Lets a failed orchestration try again: its history loses the failures together with the calls that failed, so that the
/// replay makes exactly those calls anew. What succeeded stays.
/// </summary>
internal static class Rewinding
{
    public static void Apply(SqliteSession db, InstanceRow instance, DateTimeOffset now, Changes changes)
    {
        var kept = WithoutFailures(HistoryTable.ReadAll(db, instance.Key));
        HistoryTable.DeleteAll(db, instance.Key);
        var bytes = HistoryTable.Append(db, instance.Key, 0, kept);
        InstanceTable.Reopen(db, instance.Key, kept.Count, bytes, now);
        MessageTable.Add(db, instance.Ref, HistoryEvents.Rewound(now), bound: true, now, changes);
        changes.Transitions.Add(instance.Id);
    }

    private static List<HistoryEvent> WithoutFailures(IReadOnlyList<HistoryEvent> history)
    {
        var failed = history.Select(FailedTask).OfType<int>().ToHashSet();
        return [.. history.Where(e => e.ExecutionCompleted is null && FailedTask(e) is null
            && !((e.TaskScheduled is not null || e.SubOrchestrationInstanceCreated is not null) && failed.Contains(e.EventId)))];
    }

    private static int? FailedTask(HistoryEvent e) => e.TaskFailed?.TaskScheduledId ?? e.SubOrchestrationInstanceFailed?.TaskScheduledId;
}
