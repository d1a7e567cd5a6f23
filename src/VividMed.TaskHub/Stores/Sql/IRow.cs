namespace VividMed.TaskHub.Stores.Sql;

/// <summary>A row that a statement answers, good until whoever is given it returns.</summary>
internal interface IRow
{
    bool IsNull(int column);

    long GetInt64(int column);

    int GetInt32(int column);

    string GetString(int column);

    ReadOnlySpan<byte> GetBytes(int column);
}
