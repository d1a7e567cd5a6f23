using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Creates instances, in place of an older one with the same id where that may be replaced.</summary>
internal static class InstanceStart
{
    /// <summary>False when the id is taken. Repeating a start with the same execution id changes nothing and succeeds.</summary>
    public static bool Apply(
        SqlSession db, HistoryEvent message, Predicate<OrchestrationStatus> replaceable, DateTimeOffset now, Wakeups wakeups)
    {
        var started = message.ExecutionStarted;
        if (InstanceTable.Find(db, started.OrchestrationInstance.InstanceId) is { } existing)
        {
            if (existing.ExecutionId == started.OrchestrationInstance.ExecutionId) return true;
            if (!replaceable(existing.Status)) return false;
            if (!existing.IsFinished) Termination.Apply(db, existing.Id, output: null, recursive: true, now, wakeups);
            InstanceTable.Delete(db, existing.Key);
        }

        Add(db, message, now, wakeups);
        return true;
    }

    /// <summary>Creates an instance whose id is free.</summary>
    public static void Add(SqlSession db, HistoryEvent message, DateTimeOffset now, Wakeups wakeups)
    {
        var started = message.ExecutionStarted;
        var due = started.ScheduledStartTimestamp?.ToDateTimeOffset();
        var waits = due > now;
        InstanceTable.Add(db, started, now, instance =>
        {
            if (!waits) wakeups.Runnable.Add(instance);
        });
        if (waits) wakeups.TimerAt(due!.Value);
        MessageTable.AddFirst(db, started.OrchestrationInstance.InstanceId, message, waits ? due : null);
    }
}
