using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VividMed.TaskHub;

/// <summary>Joins the store with those who act on its changes: the dispatcher, the timer clock and the waiting clients.</summary>
internal sealed class HubEngine : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly CancellationTokenRegistration _stopping;

    public HubEngine(
        string name, IHubStore store, Dispatcher dispatcher, IOptions<TaskHubOptions> options, TimeProvider time, IHostApplicationLifetime lifetime,
        HubTelemetry telemetry, ILogger<HubEngine> logger)
    {
        Name = name;
        Telemetry = telemetry;
        Store = store;
        Dispatcher = dispatcher;
        Options = options.Value;
        Time = time;
        Stopping = lifetime.ApplicationStopping;
        Histories = new(Options.HistoryCacheBytes);
        Timers = new(time, (from, to) => _ = RingAsync(from, to));
        _logger = logger;
        _stopping = Stopping.Register(Timers.Dispose);
        dispatcher.Poisoned = unit => _ = PoisonGuard.EndAsync(this, unit, logger);
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
    public void Accept(Changes changes)
    {
        // Where hubs share a database, a hub without workers leaves the work to the others, and what it had claimed for its last.
        if (!Store.IsShared || Dispatcher.Streams > 0 || changes.Activities.Exists(activity => activity.Claimed is not null))
        {
            var orphans = Dispatcher.Accept(changes);
            if (orphans.Count > 0) _ = ReleaseAsync(orphans);
        }

        Starts.Notify(changes.Started);
        Starts.Notify(changes.Ended);
        Ends.Notify(changes.Ended);
        if (changes.AnyTransition)
        {
            Starts.NotifyAll();
            Ends.NotifyAll();
        }

        if (changes.NextTimer is { } due) Timers.Arm(due);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.DisposeAsync();
        Timers.Dispose();
        await Store.DisposeAsync();
    }

    private async Task ReleaseAsync(IReadOnlyList<WorkUnit> units)
    {
        try
        {
            await Store.ReleaseAsync(units);
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
