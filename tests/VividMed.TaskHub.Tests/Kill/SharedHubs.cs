using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.DurableTask.Protobuf;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Kill;

/// <summary>Two hubs over one database and two workers at each, all of them processes. Nothing that dies is replaced.</summary>
internal sealed class SharedHubs : IAsyncDisposable
{
    private readonly HubProcess[] _hubs;
    private readonly WorkerProcess[] _workers;
    private readonly GrpcChannel[] _channels;
    private int _asked;

    private SharedHubs(string diary, HubProcess[] hubs, WorkerProcess[] workers)
    {
        DiaryFolder = diary;
        _hubs = hubs;
        _workers = workers;
        _channels = [.. hubs.Select(hub => GrpcChannel.ForAddress(hub.Address))];
    }

    public string DiaryFolder { get; }

    private TaskHubSidecarService.TaskHubSidecarServiceClient Client => new(_channels[_asked]);

    public static async Task<SharedHubs> StartAsync(string database, TemporaryFolder folder)
    {
        var diary = Directory.CreateDirectory(folder.Path("diary")).FullName;
        var hubs = await Task.WhenAll(HubProcess.StartAsync(database), HubProcess.StartAsync(database));
        var workers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => WorkerProcess.StartAsync(hubs[i / 2].Address, diary)));
        return new(diary, hubs, workers);
    }

    public async Task StartInstanceAsync(string id, int count) => await Client.StartInstanceAsync(
        new() { InstanceId = id, Name = WorkerProcess.Orchestration, Input = $"{count}" });

    public Task ProgressAsync(int count) => TestHub.UntilAsync(() => Task.FromResult(Diary.Read(DiaryFolder).Count >= count));

    public void Kill(SharedHubsKillTests.Victim victim)
    {
        if (victim == SharedHubsKillTests.Victim.Worker)
        {
            _workers[0].Kill();
            return;
        }

        var hub = victim == SharedHubsKillTests.Victim.HubThatTookTheOrder ? 0 : 1;
        _hubs[hub].Kill();
        _asked = 1 - hub;
    }

    public async Task<OrchestrationState> CompletionAsync(string id)
    {
        var response = await Client.WaitForInstanceCompletionAsync(new() { InstanceId = id, GetInputsAndOutputs = true }, deadline: DateTime.UtcNow.AddSeconds(60));
        return response.OrchestrationState;
    }

    public async Task<List<HistoryEvent>> HistoryAsync(string id)
    {
        using var call = Client.StreamInstanceHistory(new() { InstanceId = id });
        var events = new List<HistoryEvent>();
        await foreach (var chunk in call.ResponseStream.ReadAllAsync()) events.AddRange(chunk.Events);
        return events;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var channel in _channels) channel.Dispose();
        foreach (var worker in _workers) worker.Dispose();
        foreach (var hub in _hubs) hub.Dispose();
        return ValueTask.CompletedTask;
    }
}
