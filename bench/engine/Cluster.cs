using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace VividMed.Bench.Engine;

/// <summary>A hub, its worker and a client: all in this process, or hub and worker in processes of their own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly IHost? _host;
    private readonly RoleProcess? _hub;
    private readonly RoleProcess? _worker;

    private Cluster(HubCalls calls, IAsyncDisposable? server, IHost? host, RoleProcess? hub, RoleProcess? worker)
    {
        (_server, _host, _hub, _worker) = (server, host, hub, worker);
        Client = WorkerHost.Connect(calls);
    }

    public DurableTaskClient Client { get; }

    public static async Task<Cluster> StartAsync(Store store, Deployment deployment)
    {
        if (deployment == Deployment.Apart)
        {
            var hub = await RoleProcess.StartAsync(Role.Hub, store.Target);
            return new(HubCalls.To(hub.Greeting), server: null, host: null, hub, await RoleProcess.StartAsync(Role.Worker, hub.Greeting));
        }

        if (deployment == Deployment.Memory)
        {
            var memory = await MemoryHub.StartAsync();
            var loopback = HubCalls.To(memory.Address);
            return new(loopback, memory, await WorkerHost.StartAsync(loopback), hub: null, worker: null);
        }

        var server = await Store.ServeAsync(store.Target);
        var calls = deployment == Deployment.Together ? new HubCalls(Address: null, server.Calls) : HubCalls.To(server.Address.ToString());
        return new(calls, server, await WorkerHost.StartAsync(calls), hub: null, worker: null);
    }

    /// <summary>The memory of the hub, or of the one process that is everything.</summary>
    public async Task<Memory> HubMemoryAsync() => _hub is null ? Memory.OfThisProcess() : await _hub.MemoryAsync();

    public async Task<Memory> WorkerMemoryAsync() => _worker is null ? Memory.OfThisProcess() : await _worker.MemoryAsync();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _worker?.Dispose();
        _hub?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        if (_server is not null) await _server.DisposeAsync();
    }
}
