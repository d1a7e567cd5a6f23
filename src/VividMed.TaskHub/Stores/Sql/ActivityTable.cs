using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The backlog: activities whose outcome is still owed.</summary>
internal static class ActivityTable
{
    // The execution that asked for the activity, if it still runs.
    // Of a list of more than two, SQLite makes a table of its own each time.
    private const string Asker =
        "JOIN instances i ON i.key = a.instance AND i.execution = a.execution AND i.status <> 1 AND i.status NOT BETWEEN 3 AND 5";

    private const string InsertOne =
        "INSERT INTO activities(instance, execution, task, name, version, payload, owner) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private static readonly RowStatement Insert = new(
        $"{InsertOne} RETURNING 1, id",
        """
        WITH added AS (
          INSERT INTO activities(instance, execution, task, name, version, payload, owner)
          SELECT instance, execution, task, name, version, payload, owner
          FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY r(instance, execution, task, name, version, payload, owner, n) ORDER BY n
          RETURNING id)
        SELECT row_number() OVER (ORDER BY id), id FROM added
        """,
        typeof(long), typeof(string), typeof(int), typeof(string), typeof(string), typeof(byte[]), typeof(string))
    {
        Sqlite = $"{InsertOne}; SELECT 1, last_insert_rowid()",
    };

    private static readonly RowStatement FindAsker = new(
        $"SELECT 1, i.key, i.id, i.name, i.version FROM activities a {Asker} WHERE a.id = $1",
        $"SELECT r.n, i.key, i.id, i.name, i.version FROM unnest($1) WITH ORDINALITY r(id, n) JOIN activities a ON a.id = r.id {Asker}",
        typeof(long));

    private static readonly RowStatement Answer = new(
        $"INSERT INTO messages(instance, visible_at, bound, payload) SELECT i.key, 0, 1, $2 FROM activities a {Asker} WHERE a.id = $1",
        $"""
        INSERT INTO messages(instance, visible_at, bound, payload)
        SELECT i.key, 0, 1, r.payload FROM unnest($1, $2) WITH ORDINALITY r(id, payload, n) JOIN activities a ON a.id = r.id {Asker} ORDER BY r.n
        """,
        typeof(long), typeof(byte[]));

    private static readonly RowStatement Remove = new("DELETE FROM activities WHERE id = $1", "DELETE FROM activities WHERE id = ANY($1)", typeof(long));

    /// <param name="claimed">This hub hands it out itself, at once.</param>
    public static void Add(SqlSession db, InstanceRow instance, ActivityRequest request, bool claimed, Wakeups wakeups) => db.Write(
        Insert, row => wakeups.Activities.Add(new(row.GetInt64(1), instance.Id, request.TaskId, request.Name, request.Version, claimed ? request : null)),
        instance.Key, instance.ExecutionId, request.TaskId, request.Name, request.Version, request.ToByteArray(), claimed ? db.Owner : null);

    /// <summary>Takes an activity out and puts its outcome into the inbox of the execution that asked for it, if that still runs.</summary>
    public static void Complete(SqlSession db, long activity, HistoryEvent outcome, Wakeups wakeups)
    {
        db.Write(FindAsker, row => wakeups.Runnable.Add(InstanceTable.ReadRef(row, from: 1)), activity);
        db.Write(Answer, null, activity, outcome.ToByteArray());
        db.Write(Remove, null, activity);
    }

    public static Dictionary<long, ActivityRequest> Load(SqlSession db, IReadOnlyCollection<long> ids) => db.Query(
            $"SELECT id, payload FROM activities WHERE {db.OneOf("id", 1)}",
            ReadRequest, db.Numbers(ids))
        .ToDictionary(row => row.Id, row => row.Request);

    /// <summary>Those that no hub has claimed, after an id.</summary>
    public static List<ActivityRef> Waiting(SqlSession db, long after) => db.Query("""
        SELECT a.id, i.id, a.task, a.name, a.version FROM activities a JOIN instances i ON i.key = a.instance
        WHERE a.id > $1 AND a.owner IS NULL ORDER BY a.id
        """, ReadRef, after);

    public static void DeleteAll(SqlSession db, long instance) => db.Post("DELETE FROM activities WHERE instance = $1", instance);

    public static (long Id, ActivityRequest Request) ReadRequest(IRow row) =>
        (row.GetInt64(0), ActivityRequest.Parser.ParseFrom(row.GetBytes(1)));

    private static ActivityRef ReadRef(IRow row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.IsNull(4) ? null : row.GetString(4));
}
