using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>Reads what the next turns of instances start from, many in a round trip. Where hubs share the database, it claims them.</summary>
internal static class TurnReader
{
    public static Dictionary<long, TurnInput> Load(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now)
    {
        var turns = db.Owner is null ? Read(db, instances, now) : Claim(db, instances, now);
        return turns.OfType<TurnInput>().ToDictionary(turn => turn.Instance.Key);
    }

    private static List<TurnInput?> Read(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now) =>
        [.. InstanceTable.Find(db, instances).Where(CanTakeTurn).Select(row => MessageTable.AskInbox(db, row.Key, now).TurnOf(row))];

    private static List<TurnInput?> Claim(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now)
    {
        var rows = new List<InstanceRow>();
        Claims.AskInstances(db, instances, rows.Add);
        // The inbox of an instance that turns out to be somebody else's is read for nothing: cheaper than a round trip more for all.
        var inboxes = instances.ToDictionary(key => key, key => MessageTable.AskInbox(db, key, now));
        db.Flush();
        var turns = rows.Where(CanTakeTurn).Select(row => inboxes[row.Key].TurnOf(row)).ToList();
        Claims.ReleaseInstances(db, rows.Select(row => row.Key).Except(turns.OfType<TurnInput>().Select(turn => turn.Instance.Key)));
        return turns;
    }

    private static bool CanTakeTurn(InstanceRow row) => row is { IsFinished: false, Status: not OrchestrationStatus.Suspended };
}
