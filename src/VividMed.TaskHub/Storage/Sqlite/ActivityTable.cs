using System.Text.Json;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The backlog: activities whose outcome is still owed.</summary>
internal static class ActivityTable
{
    public static ActivityRef Add(SqliteSession db, InstanceRow instance, ActivityRequest request)
    {
        db.Execute("INSERT INTO activities(instance, execution, task, name, version, payload) VALUES ($1, $2, $3, $4, $5, $6)",
            instance.Key, instance.ExecutionId, request.TaskId, request.Name, request.Version, request.ToByteArray());
        return new(db.LastInsertId, instance.Id, request.TaskId, request.Name, request.Version);
    }

    /// <summary>Takes an activity out and answers whose it was; null when its outcome is no longer owed.</summary>
    public static (long Instance, string Execution)? Take(SqliteSession db, long activity) => db.First(
        "DELETE FROM activities WHERE id = $1 RETURNING instance, execution",
        row => ((long, string)?)(row.GetInt64(0), row.GetString(1)), activity);

    public static Dictionary<long, ActivityRequest> Load(SqliteSession db, IReadOnlyCollection<long> ids) => db.Query(
            "SELECT id, payload FROM activities WHERE id IN (SELECT value FROM json_each($1))",
            row => (Id: row.GetInt64(0), Request: ActivityRequest.Parser.ParseFrom(row.GetFieldValue<byte[]>(1))), JsonSerializer.Serialize(ids))
        .ToDictionary(row => row.Id, row => row.Request);

    public static List<ActivityRef> All(SqliteSession db) => db.Query(
        "SELECT a.id, i.id, a.task, a.name, a.version FROM activities a JOIN instances i ON i.key = a.instance ORDER BY a.id", ReadRef);

    public static void DeleteAll(SqliteSession db, long instance) => db.Execute("DELETE FROM activities WHERE instance = $1", instance);

    private static ActivityRef ReadRef(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4));
}
