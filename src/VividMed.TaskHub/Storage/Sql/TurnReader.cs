using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>Reads what the next turns of instances start from, many in two round trips. Where hubs share the database, it claims them.</summary>
internal static class TurnReader
{
    public static Dictionary<long, TurnInput> Load(SqlSession db, IReadOnlyCollection<long> instances, DateTimeOffset now)
    {
        var rows = db.Owner is null ? InstanceTable.Find(db, instances) : Claims.Instances(db, instances);
        var inboxes = rows
            .Where(row => row is { IsFinished: false, Status: not OrchestrationStatus.Suspended })
            .Select(row => (Row: row, Inbox: MessageTable.AskInbox(db, row.Key, now)))
            .ToList();
        db.Flush();
        var turns = inboxes.Select(found => found.Inbox.TurnOf(found.Row)).OfType<TurnInput>().ToDictionary(turn => turn.Instance.Key);
        if (db.Owner is not null) Claims.ReleaseInstances(db, rows.Select(row => row.Key).Where(key => !turns.ContainsKey(key)));
        return turns;
    }
}
