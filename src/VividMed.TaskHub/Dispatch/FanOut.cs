namespace VividMed.TaskHub.Dispatch;

/// <summary>
/// The activities that one orchestration waits for. Each of its turns replays all that it has called, so that a turn for every
/// few outcomes would make a wide fan-out cost the square of its width. A turn therefore waits about as long as its replay is
/// worth, and twice as long as the last one took: so about a third of the time is replayed at most, until turns take longer than
/// half of the longest wait. It waits no longer when nothing is outstanding.
/// </summary>
internal sealed class FanOut
{
    /// <summary>Below this a replay takes less than a millisecond.</summary>
    private const int Narrow = 256;

    private static readonly TimeSpan WaitEach = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan LongestGuess = TimeSpan.FromMilliseconds(500);

    // A worker that was only held up must not hold up what comes after it for as long again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private int _called;
    private int _outstanding;

    public bool IsOver => _outstanding == 0;

    /// <summary>How long the next turn may wait for more outcomes to share its replay.</summary>
    public TimeSpan Patience
    {
        get
        {
            if (IsOver || _called < Narrow) return TimeSpan.Zero;
            var guess = Min(WaitEach * _called, LongestGuess);
            var learnt = Min(2 * LastTurn, LongestWait);
            return guess > learnt ? guess : learnt;
        }
    }

    /// <summary>How long a worker had the last turn.</summary>
    public TimeSpan LastTurn { get; set; }

    public void Call()
    {
        _called++;
        _outstanding++;
    }

    public void End() => _outstanding--;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

/// <summary>The orchestrations that wait for activities, by id.</summary>
internal sealed class FanOuts
{
    private readonly Dictionary<string, FanOut> _open = new(StringComparer.Ordinal);

    public void Call(string instanceId)
    {
        if (!_open.TryGetValue(instanceId, out var fanOut)) fanOut = _open[instanceId] = new();
        fanOut.Call();
    }

    public void End(string instanceId)
    {
        if (!_open.TryGetValue(instanceId, out var fanOut)) return;
        fanOut.End();
        if (fanOut.IsOver) _open.Remove(instanceId);
    }

    public void TurnTook(string instanceId, TimeSpan time)
    {
        if (_open.TryGetValue(instanceId, out var fanOut)) fanOut.LastTurn = time;
    }

    public TimeSpan PatienceOf(string instanceId) => _open.TryGetValue(instanceId, out var fanOut) ? fanOut.Patience : TimeSpan.Zero;

    public void Clear() => _open.Clear();
}
