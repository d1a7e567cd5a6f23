using Npgsql;

namespace VividMed.TaskHub;

/// <summary>
/// A task hub's tables in PostgreSQL, shared with other hubs: a writer, a few readers, a heartbeat that says this hub is alive
/// and frees the work of those that are not, and an ear for what the others do.
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
    private Task _heart = Task.CompletedTask;
    private Task _ear = Task.CompletedTask;

    private PostgresDatabase(PostgresAddress address, string owner, PostgresSession writer, PostgresTiming timing, CancellationTokenSource closing)
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

    public void Listen(Func<News, Task> hear)
    {
        _heart = new PostgresHeartbeat(this, _owner, _timing, hear).RunAsync(_closing.Token);
        _ear = new PostgresEar(_address, _owner, _timing, hear).RunAsync(_closing.Token);
    }

    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => _writer.WriteAsync(work, ask);

    public Task<T> ReadAsync<T>(Func<SqlSession, T> work) => _readers.ReadAsync(work);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_heart, _ear);
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
                PostgresHeartbeat.Bury(db, _owner);
                return true;
            });
        }
        catch (NpgsqlException)
        {
            // The database is away: the other hubs will notice the silence.
        }
    }
}
