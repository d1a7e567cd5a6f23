using Microsoft.DurableTask.Protobuf;

namespace VividMed.TaskHub;

/// <summary>The store in the tables of a database.</summary>
internal sealed class SqlStore : IHubStore
{
    private readonly Func<IDatabase> _open;
    private readonly TimeProvider _time;
    private readonly ReadGroup<string, OrchestrationState> _states;
    private readonly ReadGroup<string, OrchestrationState> _statesWithPayloads;
    private IDatabase? _database;
    private Action<Changes> _news = static _ => { };
    private long _lastActivity;
    private long _lastMessage;

    public SqlStore(Func<IDatabase> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        _states = new(ids => ReadAsync(db => InstanceQueries.Get(db, ids, payloads: false)));
        _statesWithPayloads = new(ids => ReadAsync(db => InstanceQueries.Get(db, ids, payloads: true)));
    }

    public bool IsShared => _database!.IsShared;

    public async Task<Changes> OpenAsync(Action<Changes> news)
    {
        _news = news;
        _database = _open();
        _database.Listen(HearAsync);
        return await ReadBacklogAsync();
    }

    public Task<Changes> ReadBacklogAsync() => ReadAsync(db => Backlog(db, afterActivity: 0, afterMessage: 0));

    public async Task ReleaseAsync(IReadOnlyCollection<WorkUnit> units)
    {
        if (!IsShared || units.Count == 0) return;
        await WriteAsync(db =>
        {
            Claims.Release(db, units.Where(unit => !unit.IsActivity).Select(unit => unit.Key), units.Where(unit => unit.IsActivity).Select(unit => unit.Key));
            return new Changes { Freed = true };
        });
    }

    public Task ClearAsync() => WriteAsync(db =>
    {
        foreach (var table in (string[])["instances", "history", "messages", "activities"]) db.Post($"DELETE FROM {table}");
        return true;
    });

    public async Task<Changes?> StartAsync(HistoryEvent started, IReadOnlyCollection<OrchestrationStatus> replaceable)
    {
        // Most ids are free, and a burst of starts finds that out in one round trip. To replace an instance could hit what others in
        // the transaction have asked about, so that is another's turn.
        var isTaken = false;
        return await WriteAsync(Add, Ask) ?? await ChangeAsync((db, changes) => InstanceStart.Apply(db, started, replaceable.Contains, _time.GetUtcNow(), changes));

        void Ask(SqlSession db)
        {
            isTaken = false;
            InstanceTable.AskFind(db, started.ExecutionStarted.OrchestrationInstance.InstanceId, _ => isTaken = true);
        }

        Changes? Add(SqlSession db)
        {
            if (isTaken) return null;
            var changes = new Changes();
            InstanceStart.Add(db, started, _time.GetUtcNow(), changes);
            return changes;
        }
    }

    public Task<Changes?> SendAsync(string instanceId, HistoryEvent message) =>
        ChangeAsync((db, changes) => Delivery.Send(db, instanceId, message, _time.GetUtcNow(), changes));

    public Task<Changes?> SuspendAsync(string instanceId, bool suspended, HistoryEvent message) => ChangeAsync((db, changes) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { } instance) return false;
        if (instance.IsFinished || InstanceTable.IsSuspended(db, instance.Key) == suspended) return true;
        InstanceTable.Suspend(db, instance.Key, suspended, _time.GetUtcNow());
        MessageTable.Add(db, instance.Ref, message, bound: false, _time.GetUtcNow(), changes);
        return true;
    });

    public Task<Changes?> TerminateAsync(string instanceId, string? output, bool recursive) =>
        ChangeAsync((db, changes) => Termination.Apply(db, instanceId, output, recursive, _time.GetUtcNow(), changes));

    public Task<Changes?> RewindAsync(string instanceId) => ChangeAsync((db, changes) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { Status: OrchestrationStatus.Failed } instance) return false;
        Rewinding.Apply(db, instance, _time.GetUtcNow(), changes);
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
        ActivityTable.Complete(db, activity, outcome, changes);
        return changes;
    });

    public Task<Changes?> CommitTurnAsync(TurnCommit turn)
    {
        var applies = false;
        // A termination could hit another turn of the same transaction between its question and its answer.
        return turn.Terminations.Count == 0 ? WriteAsync(Write, Ask) : WriteAsync(db =>
        {
            Ask(db);
            db.Flush();
            return Write(db);
        });

        void Ask(SqlSession db)
        {
            applies = false;
            TurnWriter.Advance(db, turn, _time.GetUtcNow(), () => applies = true);
        }

        Changes? Write(SqlSession db) => applies ? TurnWriter.Write(db, turn, _time.GetUtcNow()) : null;
    }

    // Claims need no place in the writers' queue: a lost one is only claimed again.
    public async Task<IReadOnlyDictionary<long, TurnInput>> LoadTurnsAsync(IReadOnlyCollection<long> instances)
    {
        var missed = new Changes();
        var turns = await ReadAsync(db => TurnReader.Load(db, instances, _time.GetUtcNow(), missed));
        if (missed.Runnable.Count > 0) _news(missed);
        return turns;
    }

    public async Task<IReadOnlyDictionary<long, ActivityRequest>> LoadActivitiesAsync(IReadOnlyCollection<long> activities) =>
        await ReadAsync(db => IsShared ? Claims.Activities(db, activities) : ActivityTable.Load(db, activities));

    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(long instance, int from) => ReadAsync(db => HistoryTable.Read(db, instance, from));

    public Task<Changes> ReadDueAsync(DateTimeOffset from, DateTimeOffset to) => ReadAsync(db =>
    {
        var changes = new Changes();
        changes.Runnable.AddRange(MessageTable.Due(db, from, to));
        if (MessageTable.NextTimer(db, to) is { } next) changes.TimerAt(next);
        return changes;
    });

    public Task<InstanceRow?> FindAsync(string instanceId) => ReadAsync(db => InstanceTable.Find(db, instanceId));

    public Task<OrchestrationState?> GetAsync(string instanceId, bool payloads) => (payloads ? _statesWithPayloads : _states).ReadAsync(instanceId);

    public async Task<IReadOnlyList<(long Position, OrchestrationState State)>> QueryAsync(InstanceFilter filter, long after, int count, bool payloads) =>
        await ReadAsync(db => InstanceQueries.List(db, filter, after, count, payloads));

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Hubs write one after the other, so that whatever comes later has higher ids.</summary>
    private async Task HearAsync(News news)
    {
        var changes = await ReadAsync(db => news.Everything ? Backlog(db, afterActivity: 0, afterMessage: 0) : Backlog(db, _lastActivity, _lastMessage));
        changes.AnyTransition = news.Transitions is null;
        changes.Ended.AddRange(news.Transitions ?? []);
        _news(changes);
    }

    private Changes Backlog(SqlSession db, long afterActivity, long afterMessage)
    {
        var now = _time.GetUtcNow();
        var changes = new Changes();
        foreach (var activity in ActivityTable.Waiting(db, afterActivity))
        {
            changes.Activities.Add(activity);
            _lastActivity = Math.Max(_lastActivity, activity.Key);
        }

        foreach (var (instance, last) in MessageTable.Waiting(db, now, afterMessage))
        {
            changes.Runnable.Add(instance);
            _lastMessage = Math.Max(_lastMessage, last);
        }

        if (MessageTable.NextTimer(db, now) is { } next) changes.TimerAt(next);
        return changes;
    }

    private Task<Changes?> ChangeAsync(Func<SqlSession, Changes, bool> apply) => WriteAsync(db =>
    {
        var changes = new Changes();
        return apply(db, changes) ? changes : null;
    });

    private Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => _database!.WriteAsync(
        db =>
        {
            var result = work(db);
            if (result is Changes changes) db.Announce(changes);
            return result;
        },
        ask);

    private Task<T> ReadAsync<T>(Func<SqlSession, T> work) => _database!.ReadAsync(work);
}
