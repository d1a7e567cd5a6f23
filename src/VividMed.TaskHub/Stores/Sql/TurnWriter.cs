using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Writes a completed turn: history, status and everything that it sends out.</summary>
internal static class TurnWriter
{
    /// <summary>Moves the instance past the turn, unless the turn belongs to a state that is gone, or to another hub.</summary>
    public static void Advance(SqlSession db, TurnCommit commit, DateTimeOffset now, Action advanced) => InstanceTable.Advance(
        db, commit.Turn.Instance, commit.History.Count, HistoryEvents.SizeOf(commit.History), commit.CustomStatus, now, advanced);

    /// <summary>Writes the turn that its instance has been moved past.</summary>
    public static Wakeups Write(SqlSession db, TurnCommit commit, DateTimeOffset now)
    {
        var instance = commit.Turn.Instance;
        var wakeups = new Wakeups();
        if (instance.HistoryLength == 0) wakeups.Started.Add(instance.Id);
        MessageTable.DeleteRead(db, commit.Turn);
        for (var i = 0; i < commit.Activities.Count; i++)
        {
            ActivityTable.Add(db, instance, commit.Activities[i], claimed: i < commit.Claimed, wakeups);
        }

        foreach (var child in commit.Children) StartChild(db, instance, child, now, wakeups);
        foreach (var (target, message) in commit.Outbox) Delivery.Send(db, target, message, now, wakeups);
        foreach (var action in commit.Terminations) Termination.Apply(db, action.InstanceId, action.Reason, action.Recurse, now, wakeups);

        if (commit.NextExecution is { } next) ContinueAsNew(db, instance, next, now, wakeups);
        else Append(db, commit, now, wakeups);
        // The instance is free again: whichever hub comes first takes its next turn.
        if (db.Owner is not null) MessageTable.AskVisible(db, instance.Ref, now, wakeups);
        return wakeups;
    }

    private static void Append(SqlSession db, TurnCommit commit, DateTimeOffset now, Wakeups wakeups)
    {
        var instance = commit.Turn.Instance;
        HistoryTable.Append(db, instance.Key, instance.HistoryLength, commit.History);
        if (commit.Completion is { } completion)
        {
            InstanceTable.Finish(db, instance.Key, completion, now);
            MessageTable.DeleteAll(db, instance.Key);
            Delivery.TellParent(db, instance, completion, now, wakeups);
            wakeups.Ended.Add(instance.Id);
            return;
        }

        foreach (var timer in commit.Timers)
        {
            MessageTable.Add(db, instance.Ref, timer, bound: true, now, wakeups, timer.TimerFired.FireAt.ToDateTimeOffset());
        }
    }

    private static void ContinueAsNew(SqlSession db, InstanceRow instance, List<HistoryEvent> next, DateTimeOffset now, Wakeups wakeups)
    {
        var started = next[0].ExecutionStarted;
        HistoryTable.DeleteAll(db, instance.Key);
        MessageTable.DeleteBound(db, instance.Key);
        InstanceTable.Renew(db, instance.Key, started);
        var renewed = instance.Ref with { Version = started.Version };
        // The turn had taken the carried events from the inbox: what has arrived since comes after them.
        MessageTable.PutFirst(db, instance.Key, () =>
        {
            foreach (var message in next) MessageTable.Add(db, renewed, message, bound: false, now, wakeups);
        });
    }

    private static void StartChild(SqlSession db, InstanceRow parent, HistoryEvent started, DateTimeOffset now, Wakeups wakeups)
    {
        if (InstanceStart.Apply(db, started, static status => status.IsFinal, now, wakeups)) return;
        var refused = HistoryEvents.ChildRefused(now, started.ExecutionStarted.ParentInstance.TaskScheduledId);
        MessageTable.Add(db, parent.Ref, refused, bound: true, now, wakeups);
    }
}
