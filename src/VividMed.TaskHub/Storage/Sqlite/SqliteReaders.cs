using System.Collections.Concurrent;

namespace VividMed.TaskHub;

/// <summary>A few read-only connections, shared.</summary>
internal sealed class SqliteReaders(string path, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteSession> _sessions = [];

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work)
    {
        await _free.WaitAsync();
        try
        {
            if (!_sessions.TryTake(out var session)) session = new(path, readOnly: true);
            try
            {
                return work(session);
            }
            finally
            {
                _sessions.Add(session);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_sessions.TryTake(out var session)) session.Dispose();
        _free.Dispose();
    }
}
