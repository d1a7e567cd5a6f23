using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Kill;

/// <summary>A hub and two workers, each a process; what is killed is replaced at once, the hub on its old port.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly string _database;
    private readonly string _diary;
    private readonly Task<WorkerProcess>[] _workers = new Task<WorkerProcess>[2];
    private HubProcess _hub;
    private GrpcChannel _channel;

    private Cluster(TemporaryFolder folder, HubProcess hub)
    {
        _database = folder.Path("hub.db");
        _diary = Directory.CreateDirectory(folder.Path("diary")).FullName;
        _hub = hub;
        _channel = GrpcChannel.ForAddress(hub.Address);
    }

    public int HubKills { get; private set; }

    private TaskHubSidecarService.TaskHubSidecarServiceClient Client => new(_channel);

    public static async Task<Cluster> StartAsync(TemporaryFolder folder)
    {
        var cluster = new Cluster(folder, await HubProcess.StartAsync(folder.Path("hub.db")));
        for (var i = 0; i < cluster._workers.Length; i++) cluster._workers[i] = WorkerProcess.StartAsync(cluster._hub.Address, cluster._diary);
        return cluster;
    }

    public async Task StartInstanceAsync(string id, int count) => await Client.StartInstanceAsync(
        new() { InstanceId = id, Name = WorkerProcess.Orchestration, Input = $"{count}", OrchestrationIdReusePolicy = new() });

    /// <summary>Until that many more activities have been carried out.</summary>
    public async Task ProgressAsync(int count)
    {
        var goal = Done().Count + count;
        await TestHub.UntilAsync(() => Task.FromResult(Done().Count >= goal));
    }

    /// <summary>Every activity that was carried out, as often as it was.</summary>
    public List<string> Done() => Diary.Read(_diary);

    /// <param name="victim">0 for the hub, else the number of a worker.</param>
    public async Task KillAsync(int victim)
    {
        if (victim > 0)
        {
            (await _workers[victim - 1]).Dispose();
            // The work goes on with the other worker while this one starts.
            _workers[victim - 1] = WorkerProcess.StartAsync(_hub.Address, _diary);
            return;
        }

        HubKills++;
        var port = _hub.Address.Port;
        _hub.Dispose();
        _channel.Dispose();
        _hub = await HubProcess.StartAsync(_database, port);
        _channel = GrpcChannel.ForAddress(_hub.Address);
    }

    public async Task<OrchestrationState> CompletionAsync(string id)
    {
        var response = await Client.WaitForInstanceCompletionAsync(new() { InstanceId = id, GetInputsAndOutputs = true }, deadline: DateTime.UtcNow.AddMinutes(2));
        return response.OrchestrationState;
    }

    public async Task<List<HistoryEvent>> HistoryAsync(string id)
    {
        using var call = Client.StreamInstanceHistory(new() { InstanceId = id });
        var events = new List<HistoryEvent>();
        await foreach (var chunk in call.ResponseStream.ReadAllAsync()) events.AddRange(chunk.Events);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        foreach (var worker in _workers) (await worker).Dispose();
        _hub.Dispose();
    }
}
