using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Instances as clients see them.</summary>
internal static class InstanceQueries
{
    // Inputs and outputs (a failure is one) are left out in SQL, so that listing many instances does not read them.
    private const string Columns = """
        SELECT key, id, execution, name, version, status, created, updated, completed, start_at, parent, origin,
               CASE WHEN $1 = 1 THEN failure END, CASE WHEN $1 = 1 THEN input END, CASE WHEN $1 = 1 THEN output END, CASE WHEN $1 = 1 THEN custom_status END FROM instances
        """;

    /// <summary>The same without outputs.</summary>
    public const string LineColumns = """
        SELECT key, id, execution, name, version, status, created, updated, completed, start_at, parent, origin,
               CASE WHEN $1 = 1 THEN failure END, CASE WHEN $1 = 1 THEN input END, NULL, CASE WHEN $1 = 1 THEN custom_status END FROM instances
        """;

    public static Dictionary<string, OrchestrationState> Get(SqlSession db, IReadOnlyCollection<string> ids, bool payloads) =>
        db.Query($"{Columns} WHERE {db.OneOf("id", 2)}", ReadState, payloads ? 1 : 0, db.Texts(ids)).ToDictionary(found => found.State.InstanceId, found => found.State, StringComparer.Ordinal);

    public static List<(long Position, OrchestrationState State)> List(SqlSession db, InstanceFilter filter, long after, int count, bool payloads)
    {
        var where = new InstanceConditions(db, payloads ? 1 : 0);
        where.Add(filter);
        // Ids that begin alike are found by their index, not by walking along the keys: the plus keeps the database from that.
        var key = filter.IdPrefix is { Length: > 0 } ? "+key" : "key";
        where.Add($"{key} > ", after);
        return db.Query($"{Columns} WHERE {where} ORDER BY {key} LIMIT {where.Bind(count)}", ReadState, [.. where.Values]);
    }

    public static (long Position, OrchestrationState State) ReadState(IRow row)
    {
        var state = new OrchestrationState
        {
            InstanceId = row.GetString(1),
            ExecutionId = row.GetString(2),
            Name = row.GetString(3),
            Version = Text(row, 4),
            OrchestrationStatus = (OrchestrationStatus)row.GetInt32(5),
            CreatedTimestamp = Moment(row, 6),
            LastUpdatedTimestamp = Moment(row, 7),
            CompletedTimestamp = Moment(row, 8),
            ScheduledStartTimestamp = Moment(row, 9),
            ParentInstanceId = Text(row, 10),
            FailureDetails = row.IsNull(12) ? null : TaskFailureDetails.Parser.ParseFrom(row.GetBytes(12)),
            Input = Text(row, 13),
            Output = Text(row, 14),
            CustomStatus = Text(row, 15),
        };
        state.Tags.Add(ExecutionStartedEvent.Parser.ParseFrom(row.GetBytes(11)).Tags);
        return (row.GetInt64(0), state);
    }

    private static string? Text(IRow row, int column) => row.IsNull(column) ? null : row.GetString(column);

    private static Timestamp? Moment(IRow row, int column) =>
        row.IsNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero).ToTimestamp();
}
