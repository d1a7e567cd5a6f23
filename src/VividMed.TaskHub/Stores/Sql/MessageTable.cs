using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The inboxes: events that wait for their instance's next turn, timers among them.</summary>
internal static class MessageTable
{
    private static readonly RowStatement Insert = new(
        "INSERT INTO messages(instance, visible_at, bound, payload) VALUES ($1, $2, $3, $4)",
        """
        INSERT INTO messages(instance, visible_at, bound, payload)
        SELECT instance, visible_at, bound, payload FROM unnest($1, $2, $3, $4) WITH ORDINALITY r(instance, visible_at, bound, payload, n) ORDER BY n
        """,
        typeof(long), typeof(long), typeof(int), typeof(byte[]));

    private static readonly RowStatement Take = new(
        "DELETE FROM messages WHERE instance = $1 AND id <= $2 AND visible_at <= $3",
        "DELETE FROM messages m USING unnest($1, $2, $3) r(instance, last, read_at) WHERE m.instance = r.instance AND m.id <= r.last AND m.visible_at <= r.read_at",
        typeof(long), typeof(long), typeof(long));

    private static readonly RowStatement Read = new(
        // A limit that is a parameter makes SQLite plan the statement anew each time that it is bound.
        $"SELECT 1, id, payload FROM messages WHERE instance = $1 AND visible_at <= $2 AND id > $3 ORDER BY id LIMIT {Inbox.Page}",
        $"""
        SELECT r.n, m.id, m.payload FROM unnest($1, $2, $3) WITH ORDINALITY r(instance, now, after, n)
        CROSS JOIN LATERAL (
          SELECT id, payload FROM messages WHERE instance = r.instance AND visible_at <= r.now AND id > r.after
          ORDER BY id LIMIT {Inbox.Page}) m
        ORDER BY r.n, m.id
        """,
        typeof(long), typeof(long), typeof(long));

    private static readonly RowStatement Look = new(
        "SELECT 1 FROM messages WHERE instance = $1 AND visible_at <= $2 LIMIT 1",
        """
        SELECT r.n FROM unnest($1, $2) WITH ORDINALITY r(instance, now, n)
        WHERE EXISTS (SELECT 1 FROM messages WHERE instance = r.instance AND visible_at <= r.now)
        """,
        typeof(long), typeof(long));

    /// <summary>Adds an event. A bound one belongs to the present execution and does not outlive it.</summary>
    public static void Add(SqlSession db, InstanceRef instance, HistoryEvent message, bool bound, DateTimeOffset now, Wakeups wakeups, DateTimeOffset? visibleAt = null)
    {
        var waits = visibleAt > now;
        db.Write(Insert, null, instance.Key, waits ? visibleAt!.Value.UtcTicks : 0L, bound ? 1 : 0, message.ToByteArray());
        if (waits) wakeups.TimerAt(visibleAt!.Value);
        else wakeups.Runnable.Add(instance);
    }

    /// <summary>Puts the first event into the inbox of a new instance, whose key is not known yet.</summary>
    public static void AddFirst(SqlSession db, string instanceId, HistoryEvent message, DateTimeOffset? visibleAt) => db.Post(
        "INSERT INTO messages(instance, visible_at, bound, payload) SELECT key, $2, 0, $3 FROM instances WHERE id = $1",
        instanceId, visibleAt?.UtcTicks ?? 0L, message.ToByteArray());

    /// <summary>The visible part of an inbox, in order of arrival: its first page, filled at the next flush.</summary>
    public static Inbox AskInbox(SqlSession db, long instance, DateTimeOffset now)
    {
        var inbox = new Inbox(now);
        AskPage(db, instance, inbox);
        return inbox;
    }

    /// <summary>Reads on while pages are full and their turns have room.</summary>
    public static void ReadOn(SqlSession db, IReadOnlyDictionary<long, Inbox> inboxes)
    {
        while (inboxes.Where(inbox => inbox.Value.HasNextPage).ToList() is { Count: > 0 } open)
        {
            foreach (var (instance, inbox) in open) AskPage(db, instance, inbox);
            db.Flush();
        }
    }

    /// <summary>Lets what <paramref name="add"/> adds come before what already waits.</summary>
    public static void PutFirst(SqlSession db, long instance, Action add)
    {
        var last = db.First("SELECT coalesce(max(id), 0) FROM messages WHERE instance = $1", row => row.GetInt64(0), instance);
        add();
        db.Post("""
            INSERT INTO messages(instance, visible_at, bound, payload)
            SELECT instance, visible_at, bound, payload FROM messages WHERE instance = $1 AND id <= $2 ORDER BY id
            """, instance, last);
        db.Post("DELETE FROM messages WHERE instance = $1 AND id <= $2", instance, last);
    }

    /// <summary>Deletes what an inbox was read from: a message that has arrived since has a higher id, and a timer that has become due since a later moment.</summary>
    public static void DeleteRead(SqlSession db, TurnInput turn) => db.Write(Take, null, turn.Instance.Key, turn.LastMessage, turn.ReadAt.UtcTicks);

    public static void DeleteAll(SqlSession db, long instance) => db.Post("DELETE FROM messages WHERE instance = $1", instance);

    public static void DeleteBound(SqlSession db, long instance) => db.Post("DELETE FROM messages WHERE instance = $1 AND bound = 1", instance);

    public static List<InstanceRef> Due(SqlSession db, DateTimeOffset from, DateTimeOffset to) => db.Query("""
        SELECT DISTINCT i.key, i.id, i.name, i.version FROM messages m JOIN instances i ON i.key = m.instance
        WHERE m.visible_at > 0 AND m.visible_at BETWEEN $1 AND $2
        """, InstanceTable.ReadRef, from.UtcTicks, to.UtcTicks);

    /// <summary>Instances with visible messages after an id that no hub has claimed, and the last of those messages.</summary>
    public static List<(InstanceRef Instance, long Last)> Waiting(SqlSession db, DateTimeOffset now, long after) => db.Query("""
        SELECT i.key, i.id, i.name, i.version, max(m.id) FROM messages m JOIN instances i ON i.key = m.instance
        WHERE m.visible_at <= $1 AND m.id > $2 AND i.owner IS NULL GROUP BY i.key, i.id, i.name, i.version ORDER BY min(m.id)
        """, row => (InstanceTable.ReadRef(row), row.GetInt64(4)), now.UtcTicks, after);

    /// <summary>Those instances that could take a turn now.</summary>
    public static List<InstanceRef> Runnable(SqlSession db, IEnumerable<long> instances, DateTimeOffset now) => db.Query($"""
        SELECT i.key, i.id, i.name, i.version FROM instances i
        WHERE {db.OneOf("i.key", 1)} AND i.status NOT IN (1, 3, 4, 5, 7) AND EXISTS (SELECT 1 FROM messages m WHERE m.instance = i.key AND m.visible_at <= $2)
        """, InstanceTable.ReadRef, db.Numbers(instances), now.UtcTicks);

    /// <summary>Makes the instance runnable if there is something for it to read.</summary>
    public static void AskVisible(SqlSession db, InstanceRef instance, DateTimeOffset now, Wakeups wakeups) =>
        db.Write(Look, _ => wakeups.Runnable.Add(instance), instance.Key, now.UtcTicks);

    public static DateTimeOffset? NextTimer(SqlSession db, DateTimeOffset after) => db.First(
        "SELECT min(visible_at) FROM messages WHERE visible_at > 0 AND visible_at > $1",
        row => row.IsNull(0) ? (DateTimeOffset?)null : new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero), after.UtcTicks);

    private static void AskPage(SqlSession db, long instance, Inbox inbox) => db.Write(
        Read, row => inbox.Add(row.GetInt64(1), row.GetBytes(2)), instance, inbox.ReadAt.UtcTicks, inbox.Last);
}
