using Microsoft.Extensions.Logging;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Monitoring;
using VividMed.TaskHub.Stores;

namespace VividMed.TaskHub.Service;

/// <summary>
/// One task hub: joins its store with those whom a write may wake, the dispatcher, the timer clock and the waiting clients.
/// </summary>
internal sealed class Hub : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly CancellationTokenRegistration _stopping;

    public Hub(
        string name, IHubStore store, TaskHubOptions options, TimeProvider time, HubTelemetry telemetry, ILogger<Hub> logger,
        CancellationToken cancellationToken)
    {
        Name = name;
        Telemetry = telemetry;
        Store = store;
        Dispatcher = new(options.Redelivery, time) { Poisoned = unit => _ = PoisonGuard.EndAsync(this, unit, logger) };
        Options = options;
        Time = time;
        Stopping = cancellationToken;
        Histories = new(Options.HistoryCacheBytes);
        Timers = new(time, (from, to) => _ = RingAsync(from, to));
        _logger = logger;
        _stopping = Stopping.Register(Timers.Dispose);
    }

    public string Name { get; }

    public HubTelemetry Telemetry { get; }

    public IHubStore Store { get; }

    public Dispatcher Dispatcher { get; }

    public TaskHubOptions Options { get; }

    public TimeProvider Time { get; }

    /// <summary>Ends worker streams and long polls when the hub stops.</summary>
    public CancellationToken Stopping { get; }

    public HistoryCache Histories { get; }

    /// <summary>Wakes those who wait for an instance to start: an end will do, too.</summary>
    public InstanceSignals Starts { get; } = new();

    /// <summary>Wakes those who wait for an instance to end.</summary>
    public InstanceSignals Ends { get; } = new();

    private TimerClock Timers { get; }

    public async Task StartAsync()
    {
        var backlog = await Store.OpenAsync(Accept);
        Log.Opened(_logger, backlog.Runnable.Count, backlog.Activities.Count);
        Accept(backlog);
    }

    /// <summary>Passes on what a committed write made ready.</summary>
    public void Accept(Wakeups wakeups)
    {
        // Where hubs share a database, a hub without workers leaves the work to the others, and what it had claimed for its last.
        if (!Store.IsShared || Dispatcher.Streams > 0 || wakeups.Activities.Exists(activity => activity.Claimed is not null))
        {
            var orphans = Dispatcher.Accept(wakeups);
            if (orphans.Count > 0) _ = ReleaseUnawaitedAsync(orphans);
        }

        Starts.Notify(wakeups.Started);
        Starts.Notify(wakeups.Ended);
        Ends.Notify(wakeups.Ended);
        if (wakeups.AnyTransition)
        {
            Starts.NotifyAll();
            Ends.NotifyAll();
        }

        if (wakeups.NextTimer is { } due) Timers.Arm(due);
    }

    /// <summary>Gives work back to the store, for other hubs to hand out.</summary>
    public Task ReleaseAsync(IReadOnlyList<WorkUnit> units) => Store.ReleaseAsync(
        [.. units.Where(unit => !unit.IsActivity).Select(unit => unit.Key)], [.. units.Where(unit => unit.IsActivity).Select(unit => unit.Key)]);

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync();
        Timers.Dispose();
        await Store.DisposeAsync();
    }

    private async Task ReleaseUnawaitedAsync(IReadOnlyList<WorkUnit> units)
    {
        try
        {
            await ReleaseAsync(units);
        }
#pragma warning disable CA1031 // nobody waits for it; the work is still in the queue here, and free when the hub is gone
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.StoreFailed(_logger, e);
        }
    }

    private async Task RingAsync(DateTimeOffset from, DateTimeOffset to)
    {
        try
        {
            Accept(await Store.ReadDueAsync(from, to));
        }
#pragma warning disable CA1031 // a timer callback has no caller to throw to; the timers are still in the store
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.TimersFailed(_logger, e);
            if (!Stopping.IsCancellationRequested) Timers.Arm(from);
        }
    }
}
