using System.Collections.Concurrent;
using System.Data.Common;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>A few connections for reading, shared. One that failed is replaced, and what it was asked is asked once more.</summary>
internal sealed class SessionPool(Func<SqlSession> open, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqlSession> _sessions = [];

    public async Task<T> ReadAsync<T>(Func<SqlSession, T> work)
    {
        await _free.WaitAsync();
        try
        {
            try
            {
                return Read(work);
            }
            catch (DbException error) when (error.IsTransient)
            {
                while (_sessions.TryTake(out var stale)) stale.Dispose();
                return Read(work);
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

    private T Read<T>(Func<SqlSession, T> work)
    {
        if (!_sessions.TryTake(out var session)) session = open();
        try
        {
            var result = work(session);
            _sessions.Add(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
