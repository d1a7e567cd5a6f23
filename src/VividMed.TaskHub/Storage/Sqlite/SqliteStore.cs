using VividMed.DurableTask.Protocol;

namespace VividMed.TaskHub;

/// <summary>The store in one SQLite file: write-ahead log, every commit flushed. One process at a time, kept so by a lock file.</summary>
internal sealed class SqliteStore(Func<ISqliteAccess> open, TimeProvider time) : IHubStore
{
    private ISqliteAccess? _database;

    public SqliteStore(string path, TimeProvider time)
        : this(() => SqliteFile.Open(path), time)
    {
    }

    public async Task<Changes> OpenAsync()
    {
        _database = open();
        return await ReadAsync(Backlog);
    }

    public Task ClearAsync() => WriteAsync(db =>
    {
        Schema.Clear(db);
        return true;
    });

    public Task<Changes?> StartAsync(HistoryEvent started, IReadOnlyCollection<OrchestrationStatus> replaceable) =>
        ChangeAsync((db, changes) => InstanceStart.Apply(db, started, replaceable.Contains, time.GetUtcNow(), changes));

    public Task<Changes?> SendAsync(string instanceId, HistoryEvent message) =>
        ChangeAsync((db, changes) => Delivery.Send(db, instanceId, message, time.GetUtcNow(), changes));

    public Task<Changes?> SuspendAsync(string instanceId, bool suspended, HistoryEvent message) => ChangeAsync((db, changes) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { } instance) return false;
        if (instance.IsFinished || InstanceTable.IsSuspended(db, instance.Key) == suspended) return true;
        InstanceTable.Suspend(db, instance.Key, suspended, time.GetUtcNow());
        MessageTable.Add(db, instance.Ref, message, bound: false, time.GetUtcNow(), changes);
        return true;
    });

    public Task<Changes?> TerminateAsync(string instanceId, string? output, bool recursive) =>
        ChangeAsync((db, changes) => Termination.Apply(db, instanceId, output, recursive, time.GetUtcNow(), changes));

    public Task<Changes?> RewindAsync(string instanceId) => ChangeAsync((db, changes) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { Status: OrchestrationStatus.Failed } instance) return false;
        Rewinding.Apply(db, instance, time.GetUtcNow(), changes);
        return true;
    });

    public Task<int> PurgeAsync(IReadOnlyCollection<string> instanceIds, bool recursive) => WriteAsync(db =>
    {
        var count = 0;
        var pending = new Stack<InstanceRow>(instanceIds.Select(id => InstanceTable.Find(db, id)).OfType<InstanceRow>());
        while (pending.TryPop(out var instance))
        {
            if (!instance.IsFinished || InstanceTable.Find(db, instance.Key) is null) continue;
            if (recursive)
            {
                foreach (var child in InstanceTable.Children(db, instance.Id)) pending.Push(child);
            }

            InstanceTable.Delete(db, instance.Key);
            count++;
        }

        return count;
    });

    public Task<Changes> CompleteActivityAsync(long activity, HistoryEvent outcome) => WriteAsync(db =>
    {
        var changes = new Changes();
        Delivery.Complete(db, activity, outcome, time.GetUtcNow(), changes);
        return changes;
    });

    public Task<Changes?> CommitTurnAsync(TurnCommit turn) => WriteAsync(db => TurnWriter.Commit(db, turn, time.GetUtcNow()));

    public Task<TurnInput?> LoadTurnAsync(long instance) => ReadAsync(db =>
    {
        if (InstanceTable.Find(db, instance) is not { IsFinished: false } row || row.Status == OrchestrationStatus.Suspended) return null;
        var (ids, events, hasMore) = MessageTable.Load(db, instance, time.GetUtcNow());
        if (events.Count == 0) return null;
        if (row.HistoryLength > 0) return new TurnInput(row, ids, events, hasMore);

        // Events may have reached the inbox before the start did; nothing runs before it.
        var start = events.FindIndex(e => e.ExecutionStarted is not null);
        if (start < 0) return null;
        var started = events[start];
        events.RemoveAt(start);
        events.Insert(0, started);
        return new TurnInput(row, ids, events, hasMore);
    });

    public async Task<IReadOnlyDictionary<long, ActivityRequest>> LoadActivitiesAsync(IReadOnlyCollection<long> activities) =>
        await ReadAsync(db => ActivityTable.Load(db, activities));

    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(long instance, int from) => ReadAsync(db => HistoryTable.Read(db, instance, from));

    public Task<Changes> ReadDueAsync(DateTimeOffset from, DateTimeOffset to) => ReadAsync(db =>
    {
        var changes = new Changes();
        changes.Runnable.AddRange(MessageTable.Due(db, from, to));
        if (MessageTable.NextTimer(db, to) is { } next) changes.TimerAt(next);
        return changes;
    });

    public Task<InstanceRow?> FindAsync(string instanceId) => ReadAsync(db => InstanceTable.Find(db, instanceId));

    public Task<OrchestrationState?> GetAsync(string instanceId, bool payloads) => ReadAsync(db => InstanceQueries.Get(db, instanceId, payloads));

    public async Task<IReadOnlyList<(long Position, OrchestrationState State)>> QueryAsync(InstanceFilter filter, long after, int count, bool payloads) =>
        await ReadAsync(db => InstanceQueries.List(db, filter, after, count, payloads));

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Changes Backlog(SqliteSession db)
    {
        var now = time.GetUtcNow();
        var changes = new Changes();
        changes.Activities.AddRange(ActivityTable.All(db));
        changes.Runnable.AddRange(MessageTable.Waiting(db, now));
        if (MessageTable.NextTimer(db, now) is { } next) changes.TimerAt(next);
        return changes;
    }

    private Task<Changes?> ChangeAsync(Func<SqliteSession, Changes, bool> apply) => WriteAsync(db =>
    {
        var changes = new Changes();
        return apply(db, changes) ? changes : null;
    });

    private Task<T> WriteAsync<T>(Func<SqliteSession, T> work) => _database!.WriteAsync(work);

    private Task<T> ReadAsync<T>(Func<SqliteSession, T> work) => _database!.ReadAsync(work);
}
