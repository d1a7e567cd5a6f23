using VividMed.TaskHub.Stores.Sql;
using VividMed.TaskHub.Stores.Sqlite;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

public sealed class GroupWriterTests
{
    [Fact]
    public async Task An_operation_that_fails_takes_no_neighbor_down_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var db = new SqliteSession(folder.Path("x.db"), readOnly: false);
        db.Execute("CREATE TABLE numbers(n INTEGER)");
        await using var writer = new GroupWriter(db);

        var writes = Enumerable.Range(0, 100).Select(n => writer.WriteAsync(session =>
        {
            session.Execute("INSERT INTO numbers VALUES ($1)", n);
            return n % 10 == 3 ? throw new InvalidOperationException("on purpose") : n;
        })).ToList();

        for (var n = 0; n < writes.Count; n++)
        {
            if (n % 10 == 3) await Assert.ThrowsAsync<InvalidOperationException>(() => writes[n]);
            else Assert.Equal(n, await writes[n]);
        }

        var stored = await writer.WriteAsync(session => session.Query("SELECT n FROM numbers ORDER BY n", row => row.GetInt32(0)));
        Assert.Equal(Enumerable.Range(0, 100).Where(n => n % 10 != 3), stored);
    }
}
