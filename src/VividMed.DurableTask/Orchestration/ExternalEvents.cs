using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

/// <summary>Brings raised events and their waiters together, by name without regard to case.</summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, List<EventWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(long Order, HistoryEvent Event)>> _kept = new(StringComparer.OrdinalIgnoreCase);
    private long _order;

    public int WaiterCount { get; private set; }

    /// <summary>Events that nobody has waited for, in the order in which they came.</summary>
    public IEnumerable<HistoryEvent> Unprocessed => _kept.Values.SelectMany(queue => queue).OrderBy(kept => kept.Order).Select(kept => kept.Event);

    public void Raise(HistoryEvent raised)
    {
        string name = raised.EventRaised.Name;
        if (_waiters.TryGetValue(name, out List<EventWaiter>? waiting) && waiting.Count > 0)
        {
            EventWaiter newest = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            WaiterCount--;
            newest.Deliver(raised.EventRaised.Input, converter);
            return;
        }

        if (!_kept.TryGetValue(name, out Queue<(long Order, HistoryEvent Event)>? queue))
        {
            _kept[name] = queue = new();
        }

        queue.Enqueue((_order++, raised));
    }

    public async Task<T> WaitAsync<T>(string name, CancellationToken cancellation)
    {
        TypedEventWaiter<T> waiter = new();
        if (cancellation.IsCancellationRequested)
        {
            waiter.Payload.TrySetCanceled(cancellation);
            return await waiter.Payload.Task;
        }

        if (_kept.TryGetValue(name, out Queue<(long Order, HistoryEvent Event)>? queue) && queue.TryDequeue(out (long Order, HistoryEvent Event) kept))
        {
            waiter.Deliver(kept.Event.EventRaised.Input, converter);
            return await waiter.Payload.Task;
        }

        List<EventWaiter> waiting = WaitersOf(name);
        if (waiting.Find(other => other.PayloadType != typeof(T)) is { } other)
        {
            throw new ArgumentException($"Event '{name}' is already awaited as {other.PayloadType}, not {typeof(T)}.", nameof(name));
        }

        waiting.Add(waiter);
        WaiterCount++;
        using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            if (waiting.Remove(waiter))
            {
                WaiterCount--;
                waiter.Payload.TrySetCanceled(cancellation);
            }
        });
        return await waiter.Payload.Task;
    }

    private List<EventWaiter> WaitersOf(string name)
    {
        if (!_waiters.TryGetValue(name, out List<EventWaiter>? waiting))
        {
            _waiters[name] = waiting = [];
        }

        return waiting;
    }
}
