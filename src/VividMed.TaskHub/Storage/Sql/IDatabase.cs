namespace VividMed.TaskHub;

/// <summary>Runs a store's work on its database.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Other hubs use it too: work has to be claimed, and they bring news.</summary>
    bool IsShared { get; }

    /// <summary>From now on, tells of what other hubs do.</summary>
    void Listen(Func<News, Task> hear)
    {
    }

    /// <summary>
    /// Completes when the work is committed. What <paramref name="ask"/> asks and posts goes out together with that of the other
    /// operations in the transaction, and is answered before <paramref name="work"/> runs; whoever asks runs before whoever does not.
    /// </summary>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null);

    Task<T> ReadAsync<T>(Func<SqlSession, T> work);
}
