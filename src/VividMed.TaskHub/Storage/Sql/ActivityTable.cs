using Google.Protobuf;
using System.Data.Common;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The backlog: activities whose outcome is still owed.</summary>
internal static class ActivityTable
{
    public static IEnumerable<ActivityRef> Add(SqlSession db, InstanceRow instance, IReadOnlyList<ActivityRequest> requests)
    {
        if (requests.Count == 0) return [];
        var keys = db.InsertMany(
            "INSERT INTO activities(instance, execution, task, name, version, payload) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            [.. requests.Select(object?[] (request) => [instance.Key, instance.ExecutionId, request.TaskId, request.Name, request.Version, request.ToByteArray()])]);
        return requests.Zip(keys, (request, key) => new ActivityRef(key, instance.Id, request.TaskId, request.Name, request.Version));
    }

    /// <summary>Takes an activity out and answers whose it was; null when its outcome is no longer owed.</summary>
    public static (long Instance, string Execution)? Take(SqlSession db, long activity) => db.First(
        "DELETE FROM activities WHERE id = $1 RETURNING instance, execution",
        row => ((long, string)?)(row.GetInt64(0), row.GetString(1)), activity);

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
