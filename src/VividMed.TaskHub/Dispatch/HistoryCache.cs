using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Dispatch;

/// <summary>Histories of instances between their turns, the latest used first, up to a serialized size.</summary>
internal sealed class HistoryCache(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latest = [];
    private long _bytes;

    /// <summary>Hands a history over to the caller, if it is there and is of the given state of the instance.</summary>
    public List<HistoryEvent>? Take(InstanceRow instance)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(instance.Key, out var node)) return null;
            Remove(node);
            return node.Value.IsOf(instance) ? node.Value.Events : null;
        }
    }

    public void Put(InstanceRow instance, List<HistoryEvent> events, long bytes)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(instance.Key, out var old)) Remove(old);
            _entries[instance.Key] = _latest.AddFirst(new Entry(instance.Key, instance.ExecutionId, events, bytes));
            _bytes += bytes;
            while (_bytes > capacity && _latest.Last is { } last) Remove(last);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _latest.Remove(node);
        _entries.Remove(node.Value.Instance);
        _bytes -= node.Value.Bytes;
    }

    private sealed record Entry(long Instance, string Execution, List<HistoryEvent> Events, long Bytes)
    {
        // The length alone could be that of another history: a rewind takes events out.
        public bool IsOf(InstanceRow instance) =>
            Execution == instance.ExecutionId && Events.Count == instance.HistoryLength && Bytes == instance.HistoryBytes;
    }
}
