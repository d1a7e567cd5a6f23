using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores.Postgres;
using VividMed.TaskHub.Stores.Sql;
using VividMed.TaskHub.Stores.Sqlite;
using VividMed.TaskHub.Tests.Support;
using VividMed.TaskHub.Turns;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>PostgreSQL runs a statement for many rows at once: what comes of it is what comes of the rows one by one.</summary>
public sealed class RowBatchTests(PostgresProcess postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Answers_reach_the_row_that_they_are_for(int rows)
    {
        await using var database = await OpenAsync();
        var statement = new RowStatement(
            "SELECT 1, $1, $2 WHERE $1 > 2",
            "SELECT r.n, r.number, r.text FROM unnest($1, $2) WITH ORDINALITY r(number, text, n) WHERE r.number > 2 ORDER BY r.n DESC",
            typeof(long), typeof(string));

        var answers = await database.WriteAsync(db =>
        {
            var found = new Dictionary<int, (long, string?)>();
            for (var i = 0; i < rows; i++)
            {
                var index = i;
                db.Write(statement, row => found[index] = (row.GetInt64(1), row.IsNull(2) ? null : row.GetString(2)), i + 3L - (i % 2 * 3L), i % 3 == 0 ? null : $"text {i}");
            }

            db.Flush();
            return found;
        });

        Assert.Equal(
            Enumerable.Range(0, rows).Where(i => i + 3 - (i % 2 * 3) > 2).ToDictionary(i => i, i => (i + 3L - (i % 2 * 3L), i % 3 == 0 ? null : $"text {i}")),
            answers);
    }

    [Fact]
    public async Task Rows_keep_their_place_among_other_statements()
    {
        await using var database = await OpenAsync();

        var left = await database.WriteAsync(db =>
        {
            MessageTable.Add(db, new(1, "i", "n", null), new HistoryEvent { EventId = 1 }, bound: false, DateTimeOffset.UnixEpoch, new());
            MessageTable.DeleteAll(db, 1);
            MessageTable.Add(db, new(1, "i", "n", null), new HistoryEvent { EventId = 2 }, bound: false, DateTimeOffset.UnixEpoch, new());
            MessageTable.Add(db, new(1, "i", "n", null), new HistoryEvent { EventId = 3 }, bound: false, DateTimeOffset.UnixEpoch, new());
            return db.Query("SELECT payload FROM messages WHERE instance = 1 ORDER BY id", row => HistoryEvent.Parser.ParseFrom(row.GetBytes(0)).EventId);
        });

        Assert.Equal([2, 3], left);
    }

    [Fact]
    public async Task An_inbox_is_deleted_as_far_as_it_was_read()
    {
        await using var database = await OpenAsync();
        var now = DateTimeOffset.UnixEpoch.AddDays(1);
        var instance = new InstanceRow(1, "i", "e", "n", null, OrchestrationStatus.Running, 1, 0, []);

        var left = await database.WriteAsync(db =>
        {
            MessageTable.Add(db, instance.Ref, new HistoryEvent { EventId = 1 }, bound: false, now, new());
            MessageTable.Add(db, instance.Ref, new HistoryEvent { EventId = 2 }, bound: true, now, new(), visibleAt: now.AddTicks(1));
            MessageTable.Add(db, instance.Ref, new HistoryEvent { EventId = 3 }, bound: false, now, new());
            var inbox = MessageTable.AskInbox(db, instance.Key, now);
            db.Flush();
            MessageTable.Add(db, instance.Ref, new HistoryEvent { EventId = 4 }, bound: false, now, new());
            MessageTable.DeleteRead(db, inbox.TurnOf(instance)!);
            return db.Query("SELECT payload FROM messages WHERE instance = 1 ORDER BY id", row => HistoryEvent.Parser.ParseFrom(row.GetBytes(0)).EventId);
        });

        Assert.Equal([2, 4], left);
    }

    [Theory]
    [InlineData(1_999, 1_999, false)]
    [InlineData(4_001, 4_001, false)]
    [InlineData(20_001, 20_000, true)]
    public async Task A_wide_inbox_is_read_page_after_page(int messages, int taken, bool hasMore)
    {
        using var folder = new TemporaryFolder();
        await using var file = SqliteFile.Open(folder.Path("hub.db"));
        await using var database = await OpenAsync();
        foreach (var store in (IDatabase[])[file, database])
        {
            var turn = await store.WriteAsync(db =>
            {
                InstanceTable.Add(db, new() { Name = "n", OrchestrationInstance = new() { InstanceId = "i", ExecutionId = "e" } }, DateTimeOffset.UnixEpoch, static _ => { });
                for (var i = 0; i < messages; i++) MessageTable.Add(db, new(1, "i", "n", null), new HistoryEvent { EventId = i }, bound: false, DateTimeOffset.UnixEpoch, new());
                db.Execute("UPDATE instances SET history_length = 1");
                return TurnReader.Load(db, [1], DateTimeOffset.UnixEpoch, new())[1];
            });

            Assert.Equal(Enumerable.Range(0, taken), turn.NewEvents.Select(e => e.EventId));
            Assert.Equal(hasMore, turn.HasMore);
        }
    }

    private async Task<PostgresDatabase> OpenAsync() =>
        PostgresDatabase.Open(new(await PostgresHub.CreateDatabaseAsync(postgres), "default"), PostgresTiming.Default);
}
