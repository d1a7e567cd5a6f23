using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>Instances as clients see them.</summary>
internal static class InstanceQueries
{
    // Inputs and outputs are left out in SQL, so that listing many instances does not read them.
    private const string Columns = """
        SELECT key, id, execution, name, version, status, created, updated, completed, start_at, parent, origin, failure,
               iif($1, input, NULL), iif($1, output, NULL), iif($1, custom_status, NULL) FROM instances
        """;

    public static OrchestrationState? Get(SqliteSession db, string id, bool payloads) =>
        db.First($"{Columns} WHERE id = $2", ReadState, payloads ? 1 : 0, id).State;

    public static List<(long Position, OrchestrationState State)> List(SqliteSession db, InstanceFilter filter, long after, int count, bool payloads) => db.Query($"""
        {Columns}
        WHERE key > $2
          AND ($3 IS NULL OR status IN (SELECT value FROM json_each($3)))
          AND ($4 IS NULL OR substr(id, 1, length($4)) = $4)
          AND ($5 IS NULL OR created >= $5) AND ($6 IS NULL OR created <= $6)
          AND ($7 IS NULL OR completed >= $7) AND ($8 IS NULL OR completed <= $8)
        ORDER BY key LIMIT $9
        """, ReadState, payloads ? 1 : 0, after,
        filter.Statuses.Count == 0 ? null : JsonSerializer.Serialize(filter.Statuses.Select(status => (int)status)),
        filter.IdPrefix, filter.CreatedFrom?.UtcTicks, filter.CreatedTo?.UtcTicks, filter.CompletedFrom?.UtcTicks, filter.CompletedTo?.UtcTicks, count);

    private static (long Position, OrchestrationState State) ReadState(SqliteDataReader row)
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
            FailureDetails = row.IsDBNull(12) ? null : TaskFailureDetails.Parser.ParseFrom(row.GetFieldValue<byte[]>(12)),
            Input = Text(row, 13),
            Output = Text(row, 14),
            CustomStatus = Text(row, 15),
        };
        state.Tags.Add(ExecutionStartedEvent.Parser.ParseFrom(row.GetFieldValue<byte[]>(11)).Tags);
        return (row.GetInt64(0), state);
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Timestamp? Moment(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero).ToTimestamp();
}
