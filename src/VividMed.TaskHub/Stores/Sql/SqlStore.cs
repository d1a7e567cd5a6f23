using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The store in the tables of a database.</summary>
internal sealed class SqlStore : IHubStore
{
    private readonly Func<IDatabase> _open;
    private readonly TimeProvider _time;
    private readonly ReadGroup<string, OrchestrationState> _states;
    private readonly ReadGroup<string, OrchestrationState> _statesWithPayloads;
    private IDatabase? _database;
    private Action<Wakeups> _wake = static _ => { };
    private long _lastActivity;
    private long _lastMessage;

    public SqlStore(Func<IDatabase> open, TimeProvider time)
    {
        (_open, _time) = (open, time);
        _states = new(ids => ReadAsync(db => InstanceQueries.Get(db, ids, payloads: false)));
        _statesWithPayloads = new(ids => ReadAsync(db => InstanceQueries.Get(db, ids, payloads: true)));
    }

    public bool IsShared => _database!.IsShared;

    public async Task<Wakeups> OpenAsync(Action<Wakeups> wake)
    {
        _wake = wake;
        _database = _open();
        _database.Listen(OnNotifiedAsync);
        return await ReadBacklogAsync();
    }

    public Task<Wakeups> ReadBacklogAsync() => ReadAsync(db => Backlog(db, afterActivity: 0, afterMessage: 0));

    public async Task ReleaseAsync(IReadOnlyCollection<long> instances, IReadOnlyCollection<long> activities)
    {
        if (!IsShared || (instances.Count == 0 && activities.Count == 0)) return;
        await WriteAsync(db =>
        {
            Claims.Release(db, instances, activities);
            return new Wakeups { Freed = true };
        });
    }

    public Task ClearAsync() => WriteAsync(db =>
    {
        foreach (var table in (string[])["instances", "history", "messages", "activities"]) db.Post($"DELETE FROM {table}");
        return true;
    });

    public async Task<Wakeups?> StartAsync(HistoryEvent started, IReadOnlyCollection<OrchestrationStatus> replaceable)
    {
        // Most ids are free, and a burst of starts finds that out in one round trip. To replace an instance could hit what others in
        // the transaction have asked about, so that is another's turn.
        var isTaken = false;
        return await WriteAsync(Add, Ask)
            ?? await ChangeAsync((db, wakeups) => InstanceStart.Apply(db, started, replaceable.Contains, _time.GetUtcNow(), wakeups));

        void Ask(SqlSession db)
        {
            isTaken = false;
            InstanceTable.AskFind(db, started.ExecutionStarted.OrchestrationInstance.InstanceId, _ => isTaken = true);
        }

        Wakeups? Add(SqlSession db)
        {
            if (isTaken) return null;
            var wakeups = new Wakeups();
            InstanceStart.Add(db, started, _time.GetUtcNow(), wakeups);
            return wakeups;
        }
    }

    public Task<Wakeups?> SendAsync(string instanceId, HistoryEvent message) =>
        ChangeAsync((db, wakeups) => Delivery.Send(db, instanceId, message, _time.GetUtcNow(), wakeups));

    public Task<Wakeups?> SuspendAsync(string instanceId, bool suspended, HistoryEvent message) => ChangeAsync((db, wakeups) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { } instance) return false;
        if (instance.IsFinished || InstanceTable.IsSuspended(db, instance.Key) == suspended) return true;
        InstanceTable.Suspend(db, instance.Key, suspended, _time.GetUtcNow());
        MessageTable.Add(db, instance.Ref, message, bound: false, _time.GetUtcNow(), wakeups);
        return true;
    });

    public Task<Wakeups?> TerminateAsync(string instanceId, string? output, bool recursive) =>
        ChangeAsync((db, wakeups) => Termination.Apply(db, instanceId, output, recursive, _time.GetUtcNow(), wakeups));

    public Task<Wakeups?> RewindAsync(string instanceId) => ChangeAsync((db, wakeups) =>
    {
        if (InstanceTable.Find(db, instanceId) is not { Status: OrchestrationStatus.Failed } instance) return false;
        Rewinding.Apply(db, instance, _time.GetUtcNow(), wakeups);
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

    public Task<Wakeups> CompleteActivityAsync(long activity, HistoryEvent outcome) => WriteAsync(db =>
    {
        var wakeups = new Wakeups();
        ActivityTable.Complete(db, activity, outcome, wakeups);
        return wakeups;
    });

    public Task<Wakeups?> CommitTurnAsync(TurnCommit turn)
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

        Wakeups? Write(SqlSession db) => applies ? TurnWriter.Write(db, turn, _time.GetUtcNow()) : null;
    }

    // Claims need no place in the writers' queue: a lost one is only claimed again.
    public async Task<IReadOnlyDictionary<long, TurnInput>> LoadTurnsAsync(IReadOnlyCollection<long> instances)
    {
        var missed = new Wakeups();
        var turns = await ReadAsync(db => TurnReader.Load(db, instances, _time.GetUtcNow(), missed));
        if (missed.Runnable.Count > 0) _wake(missed);
        return turns;
    }

    public async Task<IReadOnlyDictionary<long, ActivityRequest>> LoadActivitiesAsync(IReadOnlyCollection<long> activities) =>
        await ReadAsync(db => IsShared ? Claims.Activities(db, activities) : ActivityTable.Load(db, activities));

    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(long instance, int from) =>
        ReadAsync(db => HistoryTable.Read(db, instance, from));

    public Task<Wakeups> ReadDueAsync(DateTimeOffset from, DateTimeOffset to) => ReadAsync(db =>
    {
        var wakeups = new Wakeups();
        wakeups.Runnable.AddRange(MessageTable.Due(db, from, to));
        if (MessageTable.NextTimer(db, to) is { } next) wakeups.TimerAt(next);
        return wakeups;
    });

    public Task<InstanceRow?> FindAsync(string instanceId) => ReadAsync(db => InstanceTable.Find(db, instanceId));

    public Task<OrchestrationState?> GetAsync(string instanceId, bool payloads) =>
        (payloads ? _statesWithPayloads : _states).ReadAsync(instanceId);

    public async Task<IReadOnlyList<(long Position, OrchestrationState State)>> QueryAsync(
        InstanceFilter filter, long after, int count, bool payloads) =>
        await ReadAsync(db => InstanceQueries.List(db, filter, after, count, payloads));

    public Task<(IReadOnlyList<OrchestrationState> Page, int Total)> SearchAsync(InstanceSearch search) =>
        ReadAsync(db => InstanceSearches.Run(db, search));

    public Task<IReadOnlyDictionary<OrchestrationStatus, int>> CountByStatusAsync() => ReadAsync(InstanceSearches.CountByStatus);

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Hubs write one after the other, so that whatever comes later has higher ids.</summary>
    private async Task OnNotifiedAsync(PeerNotification peer)
    {
        var wakeups = await ReadAsync(
            db => peer.Everything ? Backlog(db, afterActivity: 0, afterMessage: 0) : Backlog(db, _lastActivity, _lastMessage));
        wakeups.AnyTransition = peer.Transitions is null;
        wakeups.Ended.AddRange(peer.Transitions ?? []);
        _wake(wakeups);
    }

    private Wakeups Backlog(SqlSession db, long afterActivity, long afterMessage)
    {
        var now = _time.GetUtcNow();
        var wakeups = new Wakeups();
        foreach (var activity in ActivityTable.Waiting(db, afterActivity))
        {
            wakeups.Activities.Add(activity);
            _lastActivity = Math.Max(_lastActivity, activity.Key);
        }

        foreach (var (instance, last) in MessageTable.Waiting(db, now, afterMessage))
        {
            wakeups.Runnable.Add(instance);
            _lastMessage = Math.Max(_lastMessage, last);
        }

        if (MessageTable.NextTimer(db, now) is { } next) wakeups.TimerAt(next);
        return wakeups;
    }

    private Task<Wakeups?> ChangeAsync(Func<SqlSession, Wakeups, bool> apply) => WriteAsync(db =>
    {
        var wakeups = new Wakeups();
        return apply(db, wakeups) ? wakeups : null;
    });

    private Task<T> WriteAsync<T>(Func<SqlSession, T> work, Action<SqlSession>? ask = null) => _database!.WriteAsync(
        db =>
        {
            var result = work(db);
            if (result is Wakeups wakeups) db.NotifyPeers(wakeups);
            return result;
        },
        ask);

    private Task<T> ReadAsync<T>(Func<SqlSession, T> work) => _database!.ReadAsync(work);
}
