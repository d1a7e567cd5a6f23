using System.Text.Json;
using Microsoft.Data.Sqlite;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>A connection to a SQLite file with its prepared statements.</summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, List<SqliteStatement>> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, bool readOnly)
    {
        _connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        _connection.Open();
        Execute("PRAGMA busy_timeout = 5000");
        if (readOnly) return;
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute("PRAGMA temp_store = MEMORY");
        Execute("PRAGMA cache_size = -32768");
    }

    public override void Execute(string sql, params ReadOnlySpan<object?> values) => Read(sql, null, values);

    public override void Write(RowStatement statement, Action<IRow>? answer, params ReadOnlySpan<object?> row) =>
        Read(statement.Sqlite, answer, row);

    public override string OneOf(string column, int parameter) => $"{column} IN (SELECT value FROM json_each(${parameter}))";

    public override object Numbers(IEnumerable<long> values) => JsonSerializer.Serialize(values);

    public override object Texts(IEnumerable<string> values) => JsonSerializer.Serialize(values);

    public override void Begin() => Execute("BEGIN IMMEDIATE");

    public override void Commit() => Execute("COMMIT");

    public override TransactionFate Recover(Exception failure)
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself, or BEGIN was what failed.
        }

        return TransactionFate.RolledBack;
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values.SelectMany(statements => statements)) statement.Dispose();
        _connection.Dispose();
    }

    protected override void Read(string sql, Action<IRow>? answer, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statements))
        {
            RunFirst(sql, answer, values);
            return;
        }

        foreach (var statement in statements) statement.Run(values, answer);
    }

    /// <summary>Prepares and runs one statement after the other: a later one may need what an earlier one creates.</summary>
    private void RunFirst(string sql, Action<IRow>? answer, ReadOnlySpan<object?> values)
    {
        var statements = new List<SqliteStatement>();
        var rest = sql;
        while (SqliteStatement.Prepare(_connection.Handle!, rest, out rest) is { } statement)
        {
            statements.Add(statement);
            statement.Run(values, answer);
        }

        _statements.Add(sql, statements);
    }
}
