using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Monitoring;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Instances as people look for them: some of many, in an order of their choice, with how many there are.</summary>
internal static class InstanceSearches
{
    public static (IReadOnlyList<OrchestrationState> Page, int Total) Run(SqlSession db, InstanceSearch search)
    {
        var where = new InstanceConditions(db, search.Inputs ? 1 : 0);
        where.Add(search.Filter);
        if (search.Names.Count > 0) where.AddOneOf("name", search.Names);
        if (search.IdPart is { Length: > 0 } id) where.AddPart("id", id);
        if (search.InputPart is { Length: > 0 } input) where.AddPart("input", input);

        // The parameter of the columns is bound in both: so the conditions are the same. Rows are sorted by their keys alone, and only those of
        // the page are read whole.
        var order = Order(search.Order);
        var total = db.First($"SELECT count(*) FROM instances WHERE {where} AND $1 = $1", static row => row.GetInt64(0), [.. where.Values]);
        var page = db.Query(
            $"{InstanceQueries.LineColumns} WHERE key IN (SELECT key FROM instances WHERE {where} ORDER BY {order} LIMIT {where.Bind(search.Count)} OFFSET {where.Bind(search.Offset)}) ORDER BY {order}",
            static row => InstanceQueries.ReadState(row).State,
            [.. where.Values]);
        return (page, (int)total);
    }

    public static IReadOnlyDictionary<OrchestrationStatus, int> CountByStatus(SqlSession db) => db
        .Query("SELECT status, count(*) FROM instances GROUP BY status", static row => (Status: (OrchestrationStatus)row.GetInt32(0), Count: (int)row.GetInt64(1)))
        .ToDictionary(static found => found.Status, static found => found.Count);

    /// <summary>Keys grow with every instance, so they tell which is newer; they also part what is equal.</summary>
    private static string Order(InstanceOrder order) => order switch
    {
        InstanceOrder.Oldest => "key",
        InstanceOrder.LastUpdated => "updated DESC, key DESC",
        InstanceOrder.ById => "id, key",
        _ => "key DESC",
    };
}
