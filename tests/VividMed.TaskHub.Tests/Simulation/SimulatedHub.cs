using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TaskHub.Dispatch;
using VividMed.TaskHub.Service;
using VividMed.TaskHub.Stores;
using VividMed.TaskHub.Stores.Sql;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>One life of the hub: the real one, with a simulated disk, clock and network.</summary>
internal sealed class SimulatedHub
{
    private readonly World _world;
    private readonly Hub _hub;
    private readonly List<Action> _callers = [];

    public SimulatedHub(World world, SimulatedProcess process)
    {
        _world = world;
        Process = process;
        var services = new ServiceCollection().AddLogging().AddTaskHub(world.Configure);
        services.AddSingleton<TimeProvider>(new SimulatedTime(world.Clock, process));
        services.AddSingleton<IHostApplicationLifetime, SimulatedLifetime>();
        services.AddSingleton<HubStoreFactory>(provider => _ => new SqlStore(() => new SimulatedAccess(world, process), provider.GetRequiredService<TimeProvider>()));
        var provider = services.BuildServiceProvider();
        var handlers = provider.GetRequiredService<HubDirectory>().Default;
        _hub = handlers.Hub;
        Commands = handlers.Commands;
        Reads = handlers.Reads;
        Completions = handlers.Completions;
        Feed = handlers.Feed;
        process.Died = () => _callers.ForEach(fail => fail());
    }

    public SimulatedProcess Process { get; }

    public InstanceCommands Commands { get; }

    public InstanceReads Reads { get; }

    public WorkCompletions Completions { get; }

    public WorkItemFeed Feed { get; }

    public Dispatcher Dispatcher => _hub.Dispatcher;

    public Task StartAsync() => _hub.StartAsync();

    /// <summary>A call over the network: it arrives as a step of the hub, and it fails when the hub dies before its answer.</summary>
    public Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        if (!Process.IsAlive) return Task.FromException<T>(new HubLostException());
        Action fail = () => answer.TrySetException(new HubLostException());
        _callers.Add(fail);
        Process.Add(what, () => _ = AnswerAsync());
        return answer.Task;

        async Task AnswerAsync()
        {
            try
            {
                answer.TrySetResult(await call());
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
            }

            _callers.Remove(fail);
        }
    }

    /// <summary>Hands out what the stream has room for; false when there is nothing.</summary>
    public bool Pump(SimulatedConnection connection)
    {
        if (connection.IsPumping || Dispatcher.Take(connection.Stream, 1 + _world.Scheduler.Next(4)) is not { Count: > 0 } leases) return false;
        connection.IsPumping = true;
        Process.Context.Run(() => _ = SendAsync());
        return true;

        async Task SendAsync()
        {
            try
            {
                foreach (var item in await Feed.LoadAsync(leases)) connection.Deliver(this, item.Clone());
            }
            catch (DiskException)
            {
                connection.Break();
                Dispatcher.Disconnect(connection.Stream);
            }

            connection.IsPumping = false;
        }
    }

    public Task<CompleteTaskResponse> CompleteTurnAsync(OrchestratorResponse response)
    {
        if (_world.Mutation == Mutation.AcceptsStaleTokens) response.CompletionToken = "";
        return CallAsync("takes a turn", () => Completions.CompleteTurnAsync(response));
    }

    public Task<CompleteTaskResponse> CompleteActivityAsync(ActivityResponse response) =>
        CallAsync("takes an outcome", () => Completions.CompleteActivityAsync(response));
}
