using Google.Protobuf;
using System.Data.Common;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The backlog: activities whose outcome is still owed.</summary>
internal static class ActivityTable
{
    public static void Add(SqlSession db, InstanceRow instance, ActivityRequest request, Changes changes) => db.Ask(
        "INSERT INTO activities(instance, execution, task, name, version, payload) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        row => changes.Activities.Add(new(row.GetInt64(0), instance.Id, request.TaskId, request.Name, request.Version)),
        instance.Key, instance.ExecutionId, request.TaskId, request.Name, request.Version, request.ToByteArray());

    /// <summary>Takes an activity out and puts its outcome into the inbox of the execution that asked for it, if that still runs.</summary>
    public static void Complete(SqlSession db, long activity, HistoryEvent outcome, Changes changes)
    {
        const string Waiting = "FROM activities a JOIN instances i ON i.key = a.instance AND i.execution = a.execution WHERE a.id = $1 AND i.status NOT IN (1, 3, 4, 5)";
        db.Ask($"SELECT i.key, i.id, i.name, i.version {Waiting}", row => changes.Runnable.Add(InstanceTable.ReadRef(row)), activity);
        db.Post($"INSERT INTO messages(instance, visible_at, bound, payload) SELECT i.key, 0, 1, $2 {Waiting}", activity, outcome.ToByteArray());
        db.Post("DELETE FROM activities WHERE id = $1", activity);
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

    public static (long Id, ActivityRequest Request) ReadRequest(DbDataReader row) => (row.GetInt64(0), ActivityRequest.Parser.ParseFrom(row.GetFieldValue<byte[]>(1)));

    private static ActivityRef ReadRef(DbDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));
}
