using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>A connection to a SQLite file with its prepared statements.</summary>
internal sealed class SqliteSession : SqlSession
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

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

    public override int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

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
        foreach (var command in _commands.Values) command.Dispose();
        _connection.Dispose();
    }

    protected override DbDataReader Read(string sql, ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command)) command = _commands[sql] = Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }
}
