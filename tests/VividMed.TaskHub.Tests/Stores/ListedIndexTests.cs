using VividMed.TaskHub.Stores.Sqlite;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>What lists of instances read: an index, not the rows, which are payload for the most part.</summary>
public sealed class ListedIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteSession _db;

    public ListedIndexTests()
    {
        _db = new SqliteSession(_folder.Path("hub.db"), readOnly: false);
        SqliteSchema.Ensure(_db);
    }

    [Theory]
    [InlineData("SELECT count(*) FROM instances WHERE status IN (1, 2)")]
    [InlineData("SELECT status, count(*) FROM instances GROUP BY status")]
    [InlineData("SELECT key FROM instances WHERE status IN (1, 2) ORDER BY key DESC LIMIT 50")]
    [InlineData("SELECT key FROM instances WHERE lower(id) LIKE '%a%' ORDER BY key DESC LIMIT 50")]
    public void A_filter_by_status_or_id_is_answered_by_the_index_alone(string question)
    {
        var plan = string.Join('\n', _db.Query($"EXPLAIN QUERY PLAN {question}", static row => row.GetString(3)));

        Assert.Contains("USING COVERING INDEX instances_listed", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("ORDER BY", plan, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _db.Dispose();
        _folder.Dispose();
    }
}
