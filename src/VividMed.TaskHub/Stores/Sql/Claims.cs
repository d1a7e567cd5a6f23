using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// Several hubs over one database each know what is ready; whoever claims a row hands its work out. A claim ends with the work,
/// when the hub gives it back, or when the hub is found dead.
/// </summary>
internal static class Claims
{
    /// <summary>
    /// Those instances that are still there and nobody else's. A row that somebody is just changing is passed over, which keeps claims
    /// from waiting in circles with a writer; whoever changes it tells of the instance when it commits. Known at the next flush.
    /// </summary>
    public static void AskInstances(SqlSession db, IEnumerable<long> keys, Action<InstanceRow> claimed) => db.Ask($"""
            UPDATE instances SET owner = $2 WHERE key IN (
              SELECT key FROM instances WHERE {db.OneOf("key", 1)} AND (owner IS NULL OR owner = $2) FOR UPDATE SKIP LOCKED)
            RETURNING {InstanceTable.RowColumns}
            """, row => claimed(InstanceTable.ReadRow(row)), db.Numbers(keys), db.Owner);

    public static void ReleaseInstances(SqlSession db, IEnumerable<long> keys)
    {
        foreach (var key in keys) db.Post("UPDATE instances SET owner = NULL WHERE key = $1 AND owner = $2", key, db.Owner);
        db.Flush();
    }

    /// <summary>Requests of those activities that are still there and nobody else's; whom another hub is just claiming is passed over.</summary>
    public static Dictionary<long, ActivityRequest> Activities(SqlSession db, IEnumerable<long> ids) => db.Query($"""
            UPDATE activities SET owner = $2 WHERE id IN (
              SELECT id FROM activities WHERE {db.OneOf("id", 1)} AND (owner IS NULL OR owner = $2) FOR UPDATE SKIP LOCKED)
            RETURNING id, payload
            """, ActivityTable.ReadRequest, db.Numbers(ids), db.Owner)
        .ToDictionary(row => row.Id, row => row.Request);

    public static void Release(SqlSession db, IEnumerable<long> instances, IEnumerable<long> activities)
    {
        db.Post($"UPDATE instances SET owner = NULL WHERE owner = $2 AND {db.OneOf("key", 1)}", db.Numbers(instances), db.Owner);
        db.Post($"UPDATE activities SET owner = NULL WHERE owner = $2 AND {db.OneOf("id", 1)}", db.Numbers(activities), db.Owner);
    }

    /// <summary>Frees everything that a hub has claimed.</summary>
    public static void ReleaseAll(SqlSession db, string owner)
    {
        db.Post("UPDATE instances SET owner = NULL WHERE completed IS NULL AND owner = $1", owner);
        db.Post("UPDATE activities SET owner = NULL WHERE owner = $1", owner);
    }
}
