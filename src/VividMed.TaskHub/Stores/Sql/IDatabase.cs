namespace VividMed.TaskHub.Stores.Sql;

/// <summary>Runs a store's work on its database.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Other hubs use it too: work has to be claimed, and they tell what they make ready.</summary>
    bool IsShared { get; }

    /// <summary>From now on, tells of what other hubs do.</summary>
    void Listen(Func<PeerNotification, Task> notify)
    {
    }

    /// <summary>
    /// Completes when the work is committed. What <paramref name="ask"/> asks and posts goes out together with that of the other
    /// operations in the transaction, and is answered before <paramref name="work"/> runs; whoever asks runs before whoever does not.
    /// </summary>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null);

    Task<T> ReadAsync<T>(Func<SqlSession, T> work);
}

/// <summary>What a hub hears from the others that share its database.</summary>
/// <param name="Everything">Work has become free again: the whole backlog has to be looked at, not only what is new.</param>
/// <param name="Transitions">Ids of instances that started or ended; null when there were too many to name.</param>
internal sealed record PeerNotification(bool Everything, IReadOnlyList<string>? Transitions);
