using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Dispatch;

/// <summary>
/// Knows, in memory only, which work is ready and who holds what. One lease per instance and per activity; a lease ends with
/// its completion, its abandonment, or its worker's stream. Nothing here must survive: the store says what is still owed.
/// </summary>
internal sealed class Dispatcher(RedeliveryOptions redelivery, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly ReadyWork _ready = new();
    private readonly Dictionary<long, WorkUnit> _instances = [];
    private readonly HashSet<long> _calls = [];
    private readonly FanOuts _fanOuts = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly HashSet<WorkerStream> _streams = [];
    private readonly string _session = Guid.NewGuid().ToString("N");
    private int _reserved;
    private long _tokens;
    private TaskCompletionSource? _drained;

    /// <summary>How many workers are connected.</summary>
    public int Streams
    {
        get
        {
            lock (_gate) return _streams.Count;
        }
    }

    /// <summary>Told of a unit that is not handed out any more; it is to be failed, then finished.</summary>
    public Action<WorkUnit> Poisoned { get; set; } = _ => { };

    public void Connect(WorkerStream stream)
    {
        lock (_gate)
        {
            stream.Connected = time.GetUtcNow();
            _streams.Add(stream);
        }
    }

    /// <summary>Hands nothing out any more; completes when all that was handed out has come back.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_leases.Count == 0) _drained.TrySetResult();
            return _drained.Task;
        }
    }

    /// <summary>
    /// How many of the activities, from the first and as long as they are of its kind, workers wait for; kept for them until
    /// <see cref="Unreserve"/>. Rather too few than too many: the rest is for whichever hub comes first.
    /// </summary>
    public int Reserve(IReadOnlyList<ActivityRequest> activities)
    {
        if (activities.Count == 0) return 0;
        lock (_gate)
        {
            if (_drained is not null) return 0;
            var kind = TaskKind.Of(activities[0].Name, activities[0].Version);
            var room = _streams.Where(stream => stream.Activities.Accepts(kind)).Sum(stream => stream.FreeActivities)
                - _ready.Activities
                - _reserved;
            var count = activities.Take(Math.Max(0, room))
                .TakeWhile(activity => TaskKind.Of(activity.Name, activity.Version) == kind)
                .Count();
            _reserved += count;
            return count;
        }
    }

    public void Unreserve(int count)
    {
        lock (_gate) _reserved -= count;
    }

    /// <summary>Takes back whatever the stream held and answers what that was, and what was claimed for it.</summary>
    public (IReadOnlyList<WorkUnit> Held, IReadOnlyList<WorkUnit> Claimed) Disconnect(WorkerStream stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
            var held = stream.Leases.ToList();
            foreach (var lease in held)
            {
                End(lease);
                lease.Unit.Losses++;
                lease.Unit.IsSuspect = lease.Unit.Losses >= RedeliveryOptions.FreeRedeliveries;
                Requeue(lease.Unit, lease.Unit.Failures < RedeliveryOptions.FreeRedeliveries);
            }

            return ([.. held.Select(lease => lease.Unit)], Unclaim());
        }
    }

    /// <summary>Queues what a write made ready. Answers what was claimed for workers that are gone.</summary>
    public IReadOnlyList<WorkUnit> Accept(Wakeups wakeups)
    {
        lock (_gate)
        {
            foreach (var activity in wakeups.Activities)
            {
                // Hubs that share a database may hear of an activity more than once.
                if (!_calls.Add(activity.Key)) continue;
                _fanOuts.Call(activity.InstanceId);
                Enqueue(new(activity.Key, activity.InstanceId, activity.TaskId, TaskKind.Of(activity.Name, activity.Version)) { Claimed = activity.Claimed });
            }

            foreach (var instance in wakeups.Runnable) Notice(instance);
            return _streams.Count == 0 ? Unclaim() : [];
        }
    }

    /// <summary>Leases up to <paramref name="count"/> ready units that the stream accepts and has room for.</summary>
    public List<Lease> Take(WorkerStream stream, int count)
    {
        var leases = new List<Lease>();
        lock (_gate)
        {
            if (_drained is not null || !_streams.Contains(stream)) return leases;
            while (leases.Count < count && _ready.Next(stream) is { } unit)
            {
                unit.IsQueued = false;
                unit.HasNews = false;
                var lease = new Lease($"{_session}{_tokens++:x}", unit, stream, time.GetUtcNow());
                _leases.Add(lease.Token, lease);
                stream.Add(lease);
                leases.Add(lease);
            }
        }

        return leases;
    }

    /// <summary>
    /// Remembers of the work that a worker holds for an instance that it was sent more than channels take unless they are told to.
    /// </summary>
    public void NoteSize(string instanceId, long bytes)
    {
        lock (_gate)
        {
            var held = _leases.Values.FirstOrDefault(lease => lease.Unit.TaskId is null && lease.Unit.InstanceId == instanceId);
            if (held is not null) held.Unit.LargestMessage = bytes;
        }
    }

    /// <summary>The live lease of a token; workers of older dialects send none and are matched by what they completed.</summary>
    public Lease? Find(string token, string instanceId, int? taskId)
    {
        lock (_gate)
        {
            return token is not ""
                ? _leases.GetValueOrDefault(token)
                : _leases.Values.FirstOrDefault(lease => lease.Unit.InstanceId == instanceId && lease.Unit.TaskId == taskId);
        }
    }

    /// <summary>Ends a lease so that its outcome can be stored; false when somebody else has ended it.</summary>
    public bool Claim([NotNullWhen(true)] Lease? lease)
    {
        lock (_gate)
        {
            if (lease is null || !End(lease)) return false;
            if (!lease.Unit.IsActivity) _fanOuts.TurnTook(lease.Unit.InstanceId, time.GetUtcNow() - lease.Since);
            return true;
        }
    }

    /// <summary>A claimed unit is done; an instance with more to do goes back into the queue.</summary>
    public void Finish(WorkUnit unit, bool hasMore = false)
    {
        lock (_gate)
        {
            if (unit.IsActivity)
            {
                _calls.Remove(unit.Key);
                _fanOuts.End(unit.InstanceId);
                return;
            }

            unit.Failures = unit.Losses = 0;
            unit.LargestMessage = 0;
            unit.IsSuspect = false;
            if (hasMore || unit.HasNews) EnqueuePatiently(unit);
            else _instances.Remove(unit.Key);
        }
    }

    /// <summary>Takes a unit back that could not be finished: at once, or after a wait that doubles each time.</summary>
    public void Return(WorkUnit unit, bool atOnce)
    {
        lock (_gate) Requeue(unit, atOnce);
    }

    /// <summary>Puts off a unit whose failure could not be stored.</summary>
    public void Postpone(WorkUnit unit)
    {
        lock (_gate)
        {
            unit.Failures = unit.Losses = 0;
            unit.LargestMessage = 0;
            _ = EnqueueLaterAsync(unit, redelivery.MaxBackOff);
        }
    }

    /// <summary>What is ready, for how long its oldest unit has been, and what is handed out: orchestrations, then activities.</summary>
    public (QueueState Orchestrations, QueueState Activities) Measure()
    {
        lock (_gate) return (Of(activities: false), Of(activities: true));

        QueueState Of(bool activities)
        {
            var (count, oldest) = _ready.Measure(activities);
            return new(
                count, oldest is { } at ? time.GetUtcNow() - at : TimeSpan.Zero,
                _leases.Values.Count(lease => lease.Unit.IsActivity == activities));
        }
    }

    /// <summary>What waits of instances whose ids begin so, and that no connected worker takes.</summary>
    public IReadOnlyList<UnservedKind> Unserved(string instanceIdPrefix)
    {
        lock (_gate)
        {
            return
            [
                .. _ready.ByKind.Where(units => !_streams.Any(stream => stream.Accepts(units.First())))
                    .Select(units => units.Where(unit => unit.InstanceId.StartsWith(instanceIdPrefix, StringComparison.Ordinal)).ToList())
                    .Where(units => units.Count > 0)
                    .Select(units => new UnservedKind(units[0].Kind, units[0].IsActivity, units.Count, units.Min(unit => unit.ReadyAt))),
            ];
        }
    }

    /// <summary>Who is connected, and what waits or is handed out, at this moment.</summary>
    public DispatchView Look()
    {
        lock (_gate) return DispatchView.Of(_streams, _ready, _leases.Values);
    }

    /// <summary>Forgets everything, leases included.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            foreach (var lease in _leases.Values.ToList()) End(lease);
            _ready.Clear();
            _instances.Clear();
            _fanOuts.Clear();
            _calls.Clear();
        }
    }

    /// <summary>From here on they have to be claimed like any other.</summary>
    private List<WorkUnit> Unclaim()
    {
        var units = _ready.Claimed.ToList();
        foreach (var unit in units) unit.Claimed = null;
        return units;
    }

    private void Notice(InstanceRef instance)
    {
        var kind = TaskKind.Of(instance.Name, instance.Version);
        if (_instances.TryGetValue(instance.Key, out var unit))
        {
            unit.HasNews = true;
            if (!unit.IsQueued) unit.Kind = kind;
            if (unit.IsPatient && _fanOuts.PatienceOf(unit.InstanceId) == TimeSpan.Zero) Enqueue(unit);
            return;
        }

        unit = _instances[instance.Key] = new(instance.Key, instance.Id, taskId: null, kind);
        EnqueuePatiently(unit);
    }

    private void EnqueuePatiently(WorkUnit unit)
    {
        var patience = _fanOuts.PatienceOf(unit.InstanceId);
        if (patience == TimeSpan.Zero)
        {
            Enqueue(unit);
            return;
        }

        unit.IsQueued = true;
        unit.IsPatient = true;
        _ = EndPatienceAsync(unit, patience);
    }

    private async Task EndPatienceAsync(WorkUnit unit, TimeSpan patience)
    {
        await Task.Delay(patience, time);
        lock (_gate)
        {
            if (unit.IsPatient) Enqueue(unit);
        }
    }

    private void Enqueue(WorkUnit unit)
    {
        unit.IsQueued = true;
        unit.IsPatient = false;
        unit.ReadyAt = time.GetUtcNow();
        _ready.Add(unit);
        foreach (var stream in _streams)
        {
            if (stream.Accepts(unit)) stream.Wake();
        }
    }

    private void Requeue(WorkUnit unit, bool atOnce)
    {
        unit.Failures++;
        unit.Claimed = null;
        if (redelivery.GivesUp(unit))
        {
            // Neither queued nor leased: from here on it belongs to whoever is told.
            unit.IsQueued = true;
            Poisoned(unit);
            return;
        }

        if (atOnce)
        {
            Enqueue(unit);
            return;
        }

        unit.IsQueued = true;
        _ = EnqueueLaterAsync(unit, redelivery.BackOff(unit.Failures));
    }

    private async Task EnqueueLaterAsync(WorkUnit unit, TimeSpan delay)
    {
        await Task.Delay(delay, time);
        lock (_gate) Enqueue(unit);
    }

    private bool End(Lease lease)
    {
        if (!_leases.Remove(lease.Token)) return false;
        lease.Stream.Remove(lease);
        if (_leases.Count == 0) _drained?.TrySetResult();
        return true;
    }
}
