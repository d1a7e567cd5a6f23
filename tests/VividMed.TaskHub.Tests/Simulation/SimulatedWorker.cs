using Google.Protobuf;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;

namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A worker: the real replay behind a network that loses, repeats and reorders.</summary>
internal sealed class SimulatedWorker
{
    private readonly World _world;
    private readonly string _name;
    private readonly PlanTasks _tasks;
    private SimulatedProcess _process;
    private int _lines;

    public SimulatedWorker(World world, string name, PlanTasks tasks)
    {
        _world = world;
        _name = name;
        _process = new(world.Scheduler, name);
        _tasks = tasks;
    }

    public SimulatedConnection? Connection { get; private set; }

    public bool IsConnected => Connection is { IsOpen: true };

    public void Connect(SimulatedHub hub)
    {
        var request = new GetWorkItemsRequest
        {
            MaxConcurrentOrchestrationWorkItems = 1 + _world.Scheduler.Next(4),
            MaxConcurrentActivityWorkItems = 1 + _world.Scheduler.Next(6),
            Capabilities = { WorkerCapability.HistoryStreaming },
        };
        var line = new SimulatedProcess(_world.Scheduler, $"{_name} line {++_lines}");
        Connection = new(line, hub.Feed.Describe(request), (from, item) => _process.Context.Run(() => _ = ProcessAsync(from, item)));
        hub.Dispatcher.Connect(Connection.Stream);
    }

    /// <summary>The stream breaks; the hub hears of it sooner or later, and the worker goes on with what it has.</summary>
    public void Disconnect(SimulatedHub? hub)
    {
        if (Connection is not { IsOpen: true } connection) return;
        connection.Break();
        if (_world.Mutation == Mutation.ForgetsLostStreams) return;
        hub?.Process.Add($"misses {_name}", () => hub.Dispatcher.Disconnect(connection.Stream));
    }

    public void Kill(SimulatedHub? hub)
    {
        Disconnect(hub);
        _process.Kill();
        _process = new(_world.Scheduler, _name);
    }

    private async Task ProcessAsync(SimulatedHub hub, WorkItem item)
    {
        try
        {
            await _process.PauseAsync("works");
            if (_world.Fault(0.02)) await hub.CallAsync("takes work back", () => Abandon(hub, item.CompletionToken));
            else if (item.OrchestratorRequest is { } turn) await OrchestrateAsync(hub, turn, item.CompletionToken);
            else await ActAsync(item.ActivityRequest, item.CompletionToken);
        }
        catch (Exception e) when (e is HubLostException or DiskException or RpcException)
        {
            // As the real worker does: what it cannot finish it hands back, once.
            _ = SwallowAsync(hub.CallAsync("takes work back", () => Abandon(hub, item.CompletionToken)));
        }
    }

    private async Task OrchestrateAsync(SimulatedHub hub, OrchestratorRequest request, string token)
    {
        if (request.RequiresHistoryStreaming)
        {
            var history = new SimulatedHistoryWriter();
            await hub.CallAsync("streams a history", () => history.CollectAsync(hub, request));
            request.PastEvents.AddRange(history.Events);
        }

        var answer = GrpcOrchestrationRunner.LoadAndRun<Plan, int>(Convert.ToBase64String(request.ToByteArray()), PlanTasks.RunAsync!);
        var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
        response.CompletionToken = token;
        foreach (var chunk in Split(response)) await SendAsync(to => to.CompleteTurnAsync(chunk.Clone()));
    }

    private async Task ActAsync(ActivityRequest request, string token)
    {
        var response = _tasks.Act(request);
        response.CompletionToken = token;
        await SendAsync(to => to.CompleteActivityAsync(response.Clone()));
    }

    /// <summary>Sends a completion to whichever hub runs, again when the answer is lost, and at times twice for no reason.</summary>
    private async Task SendAsync(Func<SimulatedHub, Task<CompleteTaskResponse>> send)
    {
        for (var attempt = 1; attempt < 4; attempt++)
        {
            await _process.PauseAsync("sends");
            if (_world.Hub is not { } hub) continue;
            if (_world.Fault(0.05)) _ = SwallowAsync(send(hub));
            try
            {
                await send(hub);
                return;
            }
            catch (Exception e) when (e is HubLostException or DiskException)
            {
                // The next attempt may reach the hub's next life.
            }
        }
    }

    private IEnumerable<OrchestratorResponse> Split(OrchestratorResponse whole)
    {
#pragma warning disable CS0612 // deprecated in the protocol, yet what current workers split large turns with
        if (whole.Actions.Count < 2 || !_world.Scheduler.Chance(0.2)) return [whole];
        var first = new OrchestratorResponse { InstanceId = whole.InstanceId, CompletionToken = whole.CompletionToken, IsPartial = true, ChunkIndex = 0 };
        first.Actions.AddRange(whole.Actions.Take(1));
        var second = whole.Clone();
        second.Actions.RemoveAt(0);
        second.ChunkIndex = 1;
        return [first, second];
#pragma warning restore CS0612
    }

    private static Task<CompleteTaskResponse> Abandon(SimulatedHub hub, string token)
    {
        hub.Completions.Abandon(token);
        return Task.FromResult(new CompleteTaskResponse());
    }

    private static async Task SwallowAsync(Task<CompleteTaskResponse> sent)
    {
        try
        {
            await sent;
        }
        catch (Exception e) when (e is HubLostException or DiskException)
        {
            // Nobody waits for the answer of a repetition.
        }
    }
}
