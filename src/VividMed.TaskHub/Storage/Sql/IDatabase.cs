namespace VividMed.TaskHub;

/// <summary>Runs a store's work on its database.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Other hubs use it too: work has to be claimed, and they bring news.</summary>
    bool IsShared { get; }

    /// <summary>Completes when the work is committed.</summary>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work);

    Task<T> ReadAsync<T>(Func<SqlSession, T> work);
}
