namespace VividMed.TaskHub;

/// <summary>Runs a store's work on its database.</summary>
internal interface ISqliteAccess : IAsyncDisposable
{
    /// <summary>Completes when the work is committed.</summary>
    Task<T> WriteAsync<T>(Func<SqliteSession, T> work);

    Task<T> ReadAsync<T>(Func<SqliteSession, T> work);
}
