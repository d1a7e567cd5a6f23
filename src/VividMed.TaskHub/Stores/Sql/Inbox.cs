using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Turns;

namespace VividMed.TaskHub.Stores.Sql;

/// <summary>The messages that an instance's next turn takes, in order of arrival.</summary>
internal sealed class Inbox(DateTimeOffset readAt)
{
    /// <summary>So many messages are read at a time: few enough for large ones.</summary>
    public const int Page = 2_000;

    private const int MaxMessages = 20_000;
    private const int MaxBytes = 1 << 20;

    private readonly List<HistoryEvent> _events = [];
    private long _bytes;
    private bool _hasMore;

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>Store id of the last message taken.</summary>
    public long Last { get; private set; }

    /// <summary>All of a page was taken, and the turn has room for more.</summary>
    public bool HasNextPage => !_hasMore && _events.Count > 0 && _events.Count % Page == 0;

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Takes a message, unless it is too much for one turn.</summary>
    public void Add(long id, ReadOnlySpan<byte> payload)
    {
        if (_hasMore) return;
        _hasMore = _events.Count > 0 && (_bytes + payload.Length > MaxBytes || _events.Count == MaxMessages);
        if (_hasMore) return;
        _bytes += payload.Length;
        Last = id;
        _events.Add(HistoryEvent.Parser.ParseFrom(payload));
    }

    /// <summary>The turn that an instance makes of it; null when there is nothing to do.</summary>
    public TurnInput? TurnOf(InstanceRow instance)
    {
        if (IsEmpty) return null;
        if (instance.HistoryLength > 0) return new(instance, Last, ReadAt, _events, _bytes, _hasMore);

        // Events may have reached the inbox before the start did; nothing runs before it.
        var start = _events.FindIndex(e => e.ExecutionStarted is not null);
        if (start < 0) return null;
        var started = _events[start];
        _events.RemoveAt(start);
        _events.Insert(0, started);
        return new(instance, Last, ReadAt, _events, _bytes, _hasMore);
    }
}
