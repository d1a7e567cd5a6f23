using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// Ends instances without asking a worker: a stuck or unserved orchestration ends all the same, and a turn in flight finds
/// its execution finished and is dropped.
/// </summary>
internal static class Termination
{
    /// <summary>False when there is no such instance.</summary>
    public static bool Apply(SqlSession db, string id, string? output, bool recursive, DateTimeOffset now, Wakeups wakeups)
    {
        if (InstanceTable.Find(db, id) is not { } root) return false;
        var pending = new Stack<InstanceRow>([root]);
        while (pending.TryPop(out var instance))
        {
            if (recursive)
            {
                foreach (var child in InstanceTable.Children(db, instance.Id)) pending.Push(child);
            }

            if (!instance.IsFinished) End(db, instance, output, recursive, now, wakeups);
        }

        return true;
    }

    private static void End(SqlSession db, InstanceRow instance, string? output, bool recursive, DateTimeOffset now, Wakeups wakeups)
    {
        var completion = new ExecutionCompletedEvent { OrchestrationStatus = OrchestrationStatus.Terminated, Result = output };
        HistoryEvent[] end = [HistoryEvents.Terminated(now, output, recursive), HistoryEvents.Completed(now, -1, completion)];
        var bytes = HistoryTable.Append(db, instance.Key, instance.HistoryLength, end);
        InstanceTable.AddHistory(db, instance.Key, end.Length, bytes);
        InstanceTable.Finish(db, instance.Key, completion, now);
        MessageTable.DeleteAll(db, instance.Key);
        ActivityTable.DeleteAll(db, instance.Key);
        Delivery.TellParent(db, instance, completion, now, wakeups);
        wakeups.Ended.Add(instance.Id);
    }
}
