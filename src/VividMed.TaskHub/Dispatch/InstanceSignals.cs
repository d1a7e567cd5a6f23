namespace VividMed.TaskHub.Dispatch;

/// <summary>Wakes those who wait for something to happen to an instance.</summary>
internal sealed class InstanceSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TaskCompletionSource Signal, int Watchers)> _signals = new(StringComparer.Ordinal);

    /// <summary>Look first at <see cref="Next"/>, then at the instance, then wait: no change goes unseen.</summary>
    public void Watch(string id)
    {
        lock (_gate)
        {
            var (signal, watchers) = _signals.GetValueOrDefault(id, (NewSignal(), 0));
            _signals[id] = (signal, watchers + 1);
        }
    }

    public void Unwatch(string id)
    {
        lock (_gate)
        {
            var (signal, watchers) = _signals[id];
            if (watchers == 1) _signals.Remove(id);
            else _signals[id] = (signal, watchers - 1);
        }
    }

    /// <summary>Completes at the next change of a watched instance.</summary>
    public Task Next(string id)
    {
        lock (_gate) return _signals[id].Signal.Task;
    }

    public void Notify(IEnumerable<string> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                if (!_signals.TryGetValue(id, out var entry)) continue;
                _signals[id] = (NewSignal(), entry.Watchers);
                entry.Signal.TrySetResult();
            }
        }
    }

    /// <summary>Lets everybody who waits look again.</summary>
    public void NotifyAll()
    {
        string[] ids;
        lock (_gate) ids = [.. _signals.Keys];
        Notify(ids);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
