using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Sqlite;

/// <summary>
/// A prepared statement, which is also the row that it has come to. It calls SQLite itself: the provider's commands look up
/// each parameter by its name each time, which costs more than a small statement does.
/// </summary>
internal sealed class SqliteStatement : IRow, IDisposable
{
    // Longer texts are put on the heap.
    private const int ShortText = 512;

    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    // Which value goes where: SQLite numbers $1, $2, … as they come up in the text.
    private readonly int[] _values;

    private SqliteStatement(sqlite3 db, sqlite3_stmt statement)
    {
        (_db, _statement) = (db, statement);
        _values = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < _values.Length; i++)
        {
            var name = raw.sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string();
            _values[i] = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) - 1;
        }
    }

    /// <summary>The first statement of a text, and what comes after it; null when there is none.</summary>
    public static SqliteStatement? Prepare(sqlite3 db, string sql, out string rest)
    {
        var outcome = raw.sqlite3_prepare_v2(db, sql, out var statement, out rest);
        SqliteException.ThrowExceptionForRC(outcome, db);
        return statement.IsInvalid ? null : new(db, statement);
    }

    /// <summary>Runs it to its end.</summary>
    public void Run(ReadOnlySpan<object?> values, Action<IRow>? answer)
    {
        for (var i = 0; i < _values.Length; i++) Bind(i + 1, values[_values[i]]);
        try
        {
            int outcome;
            while ((outcome = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW) answer?.Invoke(this);
            if (outcome != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(outcome, _db);
        }
        finally
        {
            // It answers once more how the statement ended.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public string GetString(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Bind(int index, object? value)
    {
        var outcome = value switch
        {
            null => raw.sqlite3_bind_null(_statement, index),
            long number => raw.sqlite3_bind_int64(_statement, index, number),
            int number => raw.sqlite3_bind_int(_statement, index, number),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
            string text => BindText(index, text),
            _ => throw new ArgumentException($"A value of {value.GetType()} cannot be bound.", nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(outcome, _db);
    }

    private int BindText(int index, string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = length <= ShortText ? stackalloc byte[ShortText] : new byte[length];
        return raw.sqlite3_bind_text(_statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }
}
