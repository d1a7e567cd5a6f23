using VividMed.TaskHub.Stores.Sqlite;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>
/// A hub, its disk, workers and clients in one thread. The seed decides about plans, order, time and misfortune: first
/// everything may break, then the world heals and must come to rest with every promise kept.
/// </summary>
internal sealed class World : IDisposable
{
    private const int MaxSteps = 60_000;

    private readonly SimulatedProcess _outside;
    private readonly List<SimulatedWorker> _workers = [];
    private readonly int _inlineHistory;
    private readonly int _calm;
    private int _lives;
    private bool _healed;

    public World(int seed, Mutation mutation = Mutation.None)
    {
        Mutation = mutation;
        Scheduler = new(seed);
        _outside = new(Scheduler, "world");
        _inlineHistory = Scheduler.Chance(0.3) ? 500 : 1 << 20;
        _calm = 500 + Scheduler.Next(4000);
        SqliteSchema.Ensure(Disk);
        if (MutationSql.Of(mutation) is { } sql) Disk.Execute(sql);
        var plans = new PlanMaker(Scheduler);
        for (var i = 1 + Scheduler.Next(3); i > 0; i--) _workers.Add(new(this, $"worker {i}", Tasks));
        for (var i = 1 + Scheduler.Next(4); i > 0; i--) Clients.Add(new(this, plans.Make($"plan {i}")));
    }

    public Mutation Mutation { get; }

    public Scheduler Scheduler { get; }

    public SimulatedClock Clock { get; } = new();

    /// <summary>What survives the hub.</summary>
    public SqliteSession Disk { get; } = new(":memory:", readOnly: false);

    public PlanTasks Tasks { get; } = new();

    public List<SimulatedClient> Clients { get; } = [];

    /// <summary>The hub, when there is one that listens.</summary>
    public SimulatedHub? Hub { get; private set; }

    /// <summary>Rolls for a misfortune.</summary>
    public bool Fault(double probability) => !_healed && Scheduler.Chance(probability);

    public void Configure(TaskHubOptions options)
    {
        options.InlineHistoryBytes = _inlineHistory;
        options.HistoryCacheBytes = 20_000;
        // Here every work item has a right to its outcome, however often misfortune strikes.
        options.MaxLosses = options.MaxAbandonments = int.MaxValue;
    }

    /// <exception cref="SimulationException">The world does not come to rest, or not to the right one.</exception>
    public void Run()
    {
        StartHub();
        for (var step = 0; ; step++)
        {
            if (step == MaxSteps) throw new SimulationException($"The world does not come to rest. {RestingWorld.Unfinished(this)}");
            if (step == _calm) Heal();
            Meddle();
            if (Scheduler.Chance(0.2) && Pump(Scheduler.Next(_workers.Count))) continue;
            if (!Scheduler.IsIdle) Scheduler.RunOne();
            else if (Enumerable.Range(0, _workers.Count).Any(Pump)) continue;
            else if (Clock.NextDue is { } due) Advance(due);
            else if (_healed) break;
            else Heal();
        }

        RestingWorld.Check(this);
        Purge();
        RestingWorld.CheckEmpty(this);
    }

    public void KillHub(string when)
    {
        Scheduler.Trace.Add($"hub dies {when}");
        var hub = Hub!;
        Hub = null;
        hub.Process.Kill();
        Clock.Forget(hub.Process);
        foreach (var worker in _workers) worker.Disconnect(hub: null);
        _outside.Add("starts the hub", StartHub);
    }

    public void KillHubSoon() => _outside.Add("kills the hub", () =>
    {
        if (Hub is not null) KillHub("with what it had not written");
    });

    public void Dispose()
    {
        Disk.Dispose();
        Scheduler.Dispose();
    }

    private void StartHub()
    {
        var process = new SimulatedProcess(Scheduler, $"hub {++_lives}");
        var hub = new SimulatedHub(this, process);
        process.Context.Run(() => _ = ListenAsync());

        async Task ListenAsync()
        {
            await hub.StartAsync();
            Hub = hub;
        }
    }

    private void Purge()
    {
        _ = Hub!.CallAsync("purges", () => Hub.Commands.PurgeAsync(new() { PurgeInstanceFilter = new(), Recursive = true }));
        while (!Scheduler.IsIdle) Scheduler.RunOne();
    }

    private void Heal()
    {
        Scheduler.Trace.Add("the world heals");
        _healed = true;
    }

    private void Meddle()
    {
        if (Hub is not null && Fault(0.002)) KillHub("at any time");
        var worker = _workers[Scheduler.Next(_workers.Count)];
        if (Hub is not null && !worker.IsConnected && (_healed || Scheduler.Chance(0.1))) worker.Connect(Hub);
        if (Fault(0.003)) worker.Kill(Hub);
        if (Fault(0.005)) worker.Disconnect(Hub);
        if (Fault(0.01)) Advance(Clock.Now.AddMilliseconds(Scheduler.Next(10_000)));
    }

    private bool Pump(int worker) => Hub is { } hub && _workers[worker] is { IsConnected: true, Connection: { } connection } && hub.Pump(connection);

    private void Advance(DateTimeOffset moment)
    {
        Clock.AdvanceTo(moment);
        Scheduler.Trace.Add($"it is {Clock.Now:T}");
    }
}
