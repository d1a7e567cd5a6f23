using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The instances and how they change; reading them for clients is <see cref="InstanceQueries"/>.</summary>
internal static class InstanceTable
{
    /// <summary>What <see cref="ReadRow"/> reads.</summary>
    public const string RowColumns = "key, id, execution, name, version, status, history_length, history_bytes, origin";

    private const string Columns = $"SELECT {RowColumns} FROM instances";

    private const string MoveOne = """
        UPDATE instances SET history_length = $3 + $4, history_bytes = history_bytes + $5, custom_status = $6, updated = $7,
          status = CASE suspended WHEN 1 THEN 7 ELSE 0 END, owner = NULL
        WHERE key = $1 AND execution = $2 AND history_length = $3 AND status <> 1 AND status NOT BETWEEN 3 AND 5
          AND (CAST($8 AS TEXT) IS NULL OR owner = $8)
        """;

    private static readonly RowStatement MovePast = new(
        $"{MoveOne} RETURNING 1",
        """
        UPDATE instances i SET history_length = r.length + r.events, history_bytes = history_bytes + r.bytes, custom_status = r.custom_status, updated = r.now,
          status = CASE suspended WHEN 1 THEN 7 ELSE 0 END, owner = NULL
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY r(key, execution, length, events, bytes, custom_status, now, owner, n)
        WHERE i.key = r.key AND i.execution = r.execution AND i.history_length = r.length AND i.status NOT IN (1, 3, 4, 5) AND (r.owner IS NULL OR i.owner = r.owner)
        RETURNING r.n
        """,
        typeof(long), typeof(string), typeof(int), typeof(int), typeof(long), typeof(string), typeof(long), typeof(string))
    {
        Sqlite = $"{MoveOne}; SELECT 1 WHERE changes() = 1",
    };

    public static InstanceRow? Find(SqlSession db, string id) => db.First($"{Columns} WHERE id = $1", ReadRow, id);

    public static void AskFind(SqlSession db, string id, Action<InstanceRow> found) => db.Ask($"{Columns} WHERE id = $1", row => found(ReadRow(row)), id);

    public static InstanceRow? Find(SqlSession db, long key) => db.First($"{Columns} WHERE key = $1", ReadRow, key);

    public static List<InstanceRow> Children(SqlSession db, string id) => db.Query($"{Columns} WHERE parent = $1", ReadRow, id);

    public static bool IsSuspended(SqlSession db, long key) => db.First("SELECT suspended FROM instances WHERE key = $1", row => row.GetInt64(0), key) == 1;

    /// <summary>Adds an instance; its reference is known at the next flush.</summary>
    public static void Add(SqlSession db, ExecutionStartedEvent started, DateTimeOffset now, Action<InstanceRef> added)
    {
        var origin = started.Clone();
        origin.Input = null;
        db.Ask("""
            INSERT INTO instances(id, execution, name, version, status, created, updated, start_at, parent, origin, input)
            VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10) RETURNING key, id, name, version
            """, row => added(ReadRef(row)),
            started.OrchestrationInstance.InstanceId, started.OrchestrationInstance.ExecutionId, started.Name, started.Version,
            (int)OrchestrationStatus.Pending, now.UtcTicks, started.ScheduledStartTimestamp?.ToDateTimeOffset().UtcTicks,
            started.ParentInstance?.OrchestrationInstance.InstanceId, origin.ToByteArray(), started.Input);
    }

    /// <summary>Moves an instance past a turn and gives it back; nothing happens when the turn belongs to a state that is gone, or to another hub.</summary>
    public static void Advance(SqlSession db, InstanceRow from, int events, long bytes, string? customStatus, DateTimeOffset now, Action advanced) => db.Write(
        MovePast, _ => advanced(), from.Key, from.ExecutionId, from.HistoryLength, events, bytes, customStatus, now.UtcTicks, db.Owner);

    public static void AddHistory(SqlSession db, long key, int events, long bytes) => db.Post(
        "UPDATE instances SET history_length = history_length + $2, history_bytes = history_bytes + $3 WHERE key = $1", key, events, bytes);

    /// <summary>Begins the next execution of an instance that continues as new.</summary>
    public static void Renew(SqlSession db, long key, ExecutionStartedEvent started)
    {
        var origin = started.Clone();
        origin.Input = null;
        db.Post("""
            UPDATE instances SET execution = $2, version = $3, origin = $4, input = $5, history_length = 0, history_bytes = 0 WHERE key = $1
            """, key, started.OrchestrationInstance.ExecutionId, started.Version, origin.ToByteArray(), started.Input);
    }

    public static void Finish(SqlSession db, long key, ExecutionCompletedEvent completion, DateTimeOffset now) => db.Post("""
        UPDATE instances SET status = $2, output = $3, failure = $4, completed = $5, updated = $5, suspended = 0 WHERE key = $1
        """, key, (int)completion.OrchestrationStatus, completion.Result, completion.FailureDetails?.ToByteArray(), now.UtcTicks);

    /// <summary>A finished instance runs again with the given part of its history.</summary>
    public static void Reopen(SqlSession db, long key, int length, long bytes, DateTimeOffset now) => db.Post("""
        UPDATE instances SET status = 0, output = NULL, failure = NULL, completed = NULL, history_length = $2, history_bytes = $3, updated = $4 WHERE key = $1
        """, key, length, bytes, now.UtcTicks);

    public static void Suspend(SqlSession db, long key, bool suspended, DateTimeOffset now) => db.Post("""
        UPDATE instances SET suspended = $2, updated = $3, status = CASE WHEN $2 = 1 THEN 7 WHEN history_length = 0 THEN 6 ELSE 0 END WHERE key = $1
        """, key, suspended ? 1 : 0, now.UtcTicks);

    /// <summary>Deletes an instance with all that belongs to it.</summary>
    public static void Delete(SqlSession db, long key)
    {
        MessageTable.DeleteAll(db, key);
        ActivityTable.DeleteAll(db, key);
        HistoryTable.DeleteAll(db, key);
        db.Post("DELETE FROM instances WHERE key = $1", key);
    }

    public static InstanceRef ReadRef(IRow row) => ReadRef(row, from: 0);

    public static InstanceRef ReadRef(IRow row, int from) =>
        new(row.GetInt64(from), row.GetString(from + 1), row.GetString(from + 2), row.IsNull(from + 3) ? null : row.GetString(from + 3));

    public static InstanceRow ReadRow(IRow row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsNull(4) ? null : row.GetString(4),
        (OrchestrationStatus)row.GetInt32(5), row.GetInt32(6), row.GetInt64(7), row.GetBytes(8).ToArray());
}
