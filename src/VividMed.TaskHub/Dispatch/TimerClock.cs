namespace VividMed.TaskHub.Dispatch;

/// <summary>Rings when the earliest known timer is due. The timers themselves are in the store.</summary>
internal sealed class TimerClock : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<DateTimeOffset, DateTimeOffset> _ring;
    private readonly ITimer _timer;
    private DateTimeOffset? _next;

    /// <param name="time">The clock.</param>
    /// <param name="ring">Gets the range (inclusive) of moments that have become due.</param>
    public TimerClock(TimeProvider time, Action<DateTimeOffset, DateTimeOffset> ring)
    {
        _time = time;
        _ring = ring;
        _timer = time.CreateTimer(static clock => ((TimerClock)clock!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Arm(DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_next <= due) return;
            _next = due;
            Wait(due);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        DateTimeOffset from;
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            if (_next is not { } next) return;
            if (next > now)
            {
                Wait(next);
                return;
            }

            from = next;
            _next = null;
        }

        _ring(from, now);
    }

    private void Wait(DateTimeOffset due)
    {
        // Rounded up to the timer's resolution: ringing early would only mean looking twice.
        var wait = due - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        _timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }
}
