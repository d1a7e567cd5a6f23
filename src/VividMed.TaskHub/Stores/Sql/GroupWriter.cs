using System.Threading.Channels;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>
/// The only writer. Whatever waits when it comes round goes into one transaction, so that many turns and calls share one
/// flush to disk. It has a thread of its own: a flush must not hold up the thread pool.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private const int MaxBatch = 1024;

    private readonly SqlSession _db;
    private readonly Channel<IWriteOperation> _queue = Channel.CreateBounded<IWriteOperation>(
        new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task _loop;

    public GroupWriter(SqlSession db)
    {
        _db = db;
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when the work is committed; what it answers is what the caller gets.</summary>
    public async Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null)
    {
        var operation = new WriteOperation<T>(work, ask);
        await _queue.Writer.WriteAsync(operation);
        return await operation.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _db.Dispose();
    }

    /// <summary>Runs operations in the transaction that is open, their questions first.</summary>
    public static void Run(SqlSession db, IReadOnlyCollection<IWriteOperation> batch)
    {
        foreach (var operation in batch) operation.Ask(db);
        db.Flush();
        // An answer must still be true when its operation runs.
        foreach (var operation in batch.Where(operation => operation.Asks)) operation.Run(db);
        foreach (var operation in batch.Where(operation => !operation.Asks)) operation.Run(db);
    }

    private void Run()
    {
        var batch = new List<IWriteOperation>(MaxBatch);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var operation)) batch.Add(operation);
            // One bad operation must not take its neighbors down: after a failure each gets a transaction of its own.
            if (!Commit(batch))
            {
                foreach (var operation in batch) Commit([operation]);
            }

            batch.Clear();
        }
    }

    /// <summary>Whether every operation has had its answer; not so after a failure that may be the fault of one of several.</summary>
    private bool Commit(List<IWriteOperation> batch)
    {
        while (true)
        {
            try
            {
                _db.Begin();
                Run(_db, batch);
                _db.Commit();
                break;
            }
#pragma warning disable CA1031 // handed to the callers, who wait for it
            catch (Exception e)
#pragma warning restore CA1031
            {
                var fate = _db.Recover(e);
                if (fate == TransactionFate.Committed) break;
                if (fate == TransactionFate.Lost) continue;
                if (fate == TransactionFate.RolledBack && batch.Count > 1) return false;
                foreach (var operation in batch) operation.Fail(e);
                return true;
            }
        }

        foreach (var operation in batch) operation.Succeed();
        return true;
    }
}

/// <summary>What <see cref="GroupWriter"/> puts into a transaction: asked for its questions, run, then told how the commit went.</summary>
internal interface IWriteOperation
{
    bool Asks { get; }

    void Ask(SqlSession db);

    void Run(SqlSession db);

    void Succeed();

    void Fail(Exception reason);
}

/// <summary>
/// A piece of work inside a write transaction. It may run twice when a neighbor in its batch fails, so it keeps no state outside the
/// database.
/// </summary>
/// <param name="ask">What to ask the database beforehand, see <see cref="IDatabase.WriteAsync"/>.</param>
internal sealed class WriteOperation<T>(Func<SqlSession, T> work, Action<SqlSession>? ask) : IWriteOperation
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public bool Asks => ask is not null;

    public void Ask(SqlSession db) => ask?.Invoke(db);

    public void Run(SqlSession db) => _result = work(db);

    public void Succeed() => _done.TrySetResult(_result);

    public void Fail(Exception reason) => _done.TrySetException(reason);
}
