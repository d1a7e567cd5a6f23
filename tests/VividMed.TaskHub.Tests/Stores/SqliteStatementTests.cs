using Microsoft.Data.Sqlite;
using VividMed.TaskHub.Stores.Sqlite;

namespace VividMed.TaskHub.Tests.Stores;

/// <summary>What goes into SQLite comes out of it again.</summary>
public sealed class SqliteStatementTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Befund: unauffällig, 12 µm, 正常, 🫁")]
    [InlineData(null)]
    public void A_text_comes_back_as_it_was(string? text)
    {
        using var db = new SqliteSession(":memory:", readOnly: false);
        Assert.Equal([text], db.Query("SELECT $1", row => row.IsNull(0) ? null : row.GetString(0), text));
    }

    [Fact]
    public void A_text_too_long_for_the_stack_comes_back_as_it_was()
    {
        var text = new string('ä', 100_000);
        using var db = new SqliteSession(":memory:", readOnly: false);
        Assert.Equal(text, db.First("SELECT $1", row => row.GetString(0), text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Bytes_come_back_as_they_were_and_none_are_not_null(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        using var db = new SqliteSession(":memory:", readOnly: false);
        var (isNull, found) = db.First("SELECT $1", row => (row.IsNull(0), row.GetBytes(0).ToArray()), bytes);
        Assert.False(isNull);
        Assert.Equal(bytes, found);
    }

    [Fact]
    public void Values_go_to_the_parameters_of_their_numbers_wherever_those_stand()
    {
        using var db = new SqliteSession(":memory:", readOnly: false);
        Assert.Equal((3, 1L, "b"), db.First("SELECT $3, $1, $2", row => (row.GetInt32(0), row.GetInt64(1), row.GetString(2)), 1L, "b", 3));
    }

    [Fact]
    public void A_later_statement_of_a_text_finds_what_an_earlier_one_created()
    {
        using var db = new SqliteSession(":memory:", readOnly: false);
        db.Execute("CREATE TABLE numbers(n INTEGER); INSERT INTO numbers VALUES (7);");
        Assert.Equal(7, db.First("SELECT n FROM numbers", row => row.GetInt32(0)));
    }

    [Fact]
    public void A_statement_that_failed_can_run_again()
    {
        using var db = new SqliteSession(":memory:", readOnly: false);
        db.Execute("CREATE TABLE numbers(n INTEGER UNIQUE)");
        db.Execute("INSERT INTO numbers VALUES ($1)", 1L);
        var failure = Assert.Throws<SqliteException>(() => db.Execute("INSERT INTO numbers VALUES ($1)", 1L));
        Assert.Contains("UNIQUE", failure.Message, StringComparison.Ordinal);
        db.Execute("INSERT INTO numbers VALUES ($1)", 2L);
        Assert.Equal([1, 2], db.Query("SELECT n FROM numbers ORDER BY n", row => row.GetInt32(0)));
    }
}
