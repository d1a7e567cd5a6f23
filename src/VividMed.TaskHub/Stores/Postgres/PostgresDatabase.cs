using Npgsql;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Stores.Postgres;

/// <summary>
/// A task hub's tables in PostgreSQL, shared with other hubs: a writer, a few readers, a heartbeat that says this hub is alive
/// and frees the work of those that are not, and a listener to what the others do.
/// </summary>
internal sealed class PostgresDatabase : IDatabase
{
    private const int Readers = 6;

    private readonly PostgresAddress _address;
    private readonly GroupWriter _writer;
    private readonly SessionPool _readers;
    private readonly CancellationTokenSource _closing;
    private readonly PostgresTiming _timing;
    private readonly string _owner;
    private Task _heartbeat = Task.CompletedTask;
    private Task _listener = Task.CompletedTask;

    private PostgresDatabase(
        PostgresAddress address, string owner, PostgresSession writer, PostgresTiming timing, CancellationTokenSource closing)
    {
        _timing = timing;
        _closing = closing;
        _address = address;
        _owner = owner;
        _writer = new(writer);
        _readers = new(() => PostgresSession.ForClaims(address, owner), Readers);
    }

    public bool IsShared => true;

    /// <exception cref="TaskHubException">The database cannot be reached, or its schema is newer.</exception>
    public static PostgresDatabase Open(PostgresAddress address, PostgresTiming timing)
    {
        var owner = Guid.NewGuid().ToString("N");
        var closing = new CancellationTokenSource();
        try
        {
            using (var setup = new PostgresSession(address)) PostgresSchema.Ensure(setup, address.Schema);
            var writer = new PostgresSession(address, owner, closing.Token);
            writer.Execute("INSERT INTO hubs(id, seen) VALUES ($1, clock_timestamp())", owner);
            return new(address, owner, writer, timing, closing);
        }
        catch (NpgsqlException e)
        {
            closing.Dispose();
            address.Dispose();
            throw new TaskHubException("database-unreachable", $"The task hub's PostgreSQL database cannot be used: {e.Message}", e);
        }
    }

    public void Listen(Func<PeerNotification, Task> notify)
    {
        _heartbeat = new PostgresHeartbeat(this, _owner, _timing, notify).RunAsync(_closing.Token);
        _listener = new PostgresListener(_address, _owner, _timing, notify).RunAsync(_closing.Token);
    }

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => _writer.WriteAsync(work, ask);

    public Task<T> ReadAsync<T>(Func<SqlSession, T> work) => _readers.ReadAsync(work);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_heartbeat, _listener);
        await HandOverAsync();
        await _writer.DisposeAsync();
        _readers.Dispose();
        _address.Dispose();
        _closing.Dispose();
    }

    private async Task HandOverAsync()
    {
        try
        {
            await _writer.WriteAsync(db =>
            {
                PostgresHeartbeat.MarkGone(db, _owner);
                return true;
            });
        }
        catch (NpgsqlException)
        {
            // The database is away: the other hubs will notice the silence.
        }
    }
}

/// <summary>How hubs that share a database keep an eye on each other.</summary>
/// <param name="Beat">How often a hub says that it is alive.</param>
/// <param name="Patience">After this long without a word, measured by the database's clock, a hub is taken for dead and its work handed out
/// again.</param>
/// <param name="Poll">How often a hub looks for itself without having been notified.</param>
internal sealed record PostgresTiming(TimeSpan Beat, TimeSpan Patience, TimeSpan Poll)
{
    public static PostgresTiming Default { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
}
