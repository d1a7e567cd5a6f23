using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Brings events to the inboxes of other instances.</summary>
internal static class Delivery
{
    /// <summary>False when there is no such instance; a finished one takes nothing.</summary>
    public static bool Send(SqlSession db, string id, HistoryEvent message, DateTimeOffset now, Wakeups wakeups)
    {
        if (InstanceTable.Find(db, id) is not { } target) return false;
        if (!target.IsFinished) MessageTable.Add(db, target.Ref, message, bound: false, now, wakeups);
        return true;
    }

    /// <summary>Tells the waiting parent, unless it has moved on to another execution.</summary>
    public static void TellParent(SqlSession db, InstanceRow child, ExecutionCompletedEvent completion, DateTimeOffset now, Wakeups wakeups)
    {
        if (child.ReadOrigin().ParentInstance is not { } link) return;
        if (InstanceTable.Find(db, link.OrchestrationInstance.InstanceId) is not { IsFinished: false } parent) return;
        if (link.OrchestrationInstance.ExecutionId is { } execution && execution != parent.ExecutionId) return;
        MessageTable.Add(db, parent.Ref, HistoryEvents.ChildOutcome(now, link.TaskScheduledId, completion), bound: true, now, wakeups);
    }
}
