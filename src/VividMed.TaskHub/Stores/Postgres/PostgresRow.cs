using System.Data.Common;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>The row that a reader has come to.</summary>
internal sealed class PostgresRow(DbDataReader reader) : IRow
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public long GetInt64(int column) => reader.GetInt64(column);

    public int GetInt32(int column) => reader.GetInt32(column);

    public string GetString(int column) => reader.GetString(column);

    public ReadOnlySpan<byte> GetBytes(int column) => reader.GetFieldValue<byte[]>(column);
}
