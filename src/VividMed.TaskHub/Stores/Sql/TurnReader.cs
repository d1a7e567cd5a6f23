using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// Reads what the next turns of instances start from, many in a round trip. Where hubs share the database, it claims them.
/// </summary>
internal static class TurnReader
{
    /// <param name="missed">Gets the instances that another hub brought something while they were claimed in vain.</param>
    public static Dictionary<long, TurnInput> Load(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now, Wakeups missed)
    {
        var turns = db.Owner is null ? Read(db, instances, now) : Claim(db, instances, now, missed);
        return turns.OfType<TurnInput>().ToDictionary(turn => turn.Instance.Key);
    }

    private static List<TurnInput?> Read(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now)
    {
        var rows = instances.Select(key => InstanceTable.Find(db, key)).OfType<InstanceRow>().Where(CanTakeTurn).ToList();
        var inboxes = rows.ToDictionary(row => row.Key, row => MessageTable.AskInbox(db, row.Key, now));
        MessageTable.ReadOn(db, inboxes);
        return [.. rows.Select(row => inboxes[row.Key].TurnOf(row))];
    }

    private static List<TurnInput?> Claim(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now, Wakeups missed)
    {
        var rows = new List<InstanceRow>();
        Claims.AskInstances(db, instances, rows.Add);
        // The inbox of an instance that turns out to be somebody else's is read for nothing: cheaper than a round trip more for all.
        var inboxes = instances.ToDictionary(key => key, key => MessageTable.AskInbox(db, key, now));
        db.Flush();
        MessageTable.ReadOn(db, inboxes);
        var turns = rows.ToDictionary(row => row.Key, row => CanTakeTurn(row) ? inboxes[row.Key].TurnOf(row) : null);
        Release(db, [.. rows.Where(row => turns[row.Key] is null)], inboxes, now, missed);
        return [.. turns.Values];
    }

    private static void Release(SqlSession db, List<InstanceRow> idle, Dictionary<long, Inbox> inboxes, DateTimeOffset now, Wakeups missed)
    {
        if (idle.Count == 0) return;
        Claims.ReleaseInstances(db, idle.Select(row => row.Key));
        // Whoever brought something in the meantime could not claim the instance, and has forgotten it. What waits for its start is left to
        // the timers.
        missed.Runnable.AddRange(
            MessageTable.Runnable(db, idle.Where(row => inboxes[row.Key].IsEmpty || !CanTakeTurn(row)).Select(row => row.Key), now));
    }

    private static bool CanTakeTurn(InstanceRow row) => row is { IsFinished: false, Status: not OrchestrationStatus.Suspended };
}
