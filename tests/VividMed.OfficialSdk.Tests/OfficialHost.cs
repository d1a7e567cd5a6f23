using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VividMed.OfficialSdk.Tests;

/// <summary>A worker and a client as the packages' documentation has them: an address, the channels that come by default, no filters.</summary>
internal sealed class OfficialHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(2));
    private readonly IHost _host;

    private OfficialHost(IHost host) => _host = host;

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Until when a test may wait for anything.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <param name="tasks">What the worker offers; without it there is only a client.</param>
    /// <param name="configure">What the worker has beyond the default.</param>
    /// <param name="channel">The client's channel, where it is not the default one.</param>
    public static async Task<OfficialHost> StartAsync(
        HubProcess hub, Action<DurableTaskRegistry>? tasks = null, Action<IDurableTaskWorkerBuilder>? configure = null, GrpcChannel? channel = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddDurableTaskClient(client => _ = channel is null ? client.UseGrpc(hub.Address) : client.UseGrpc(channel));
        if (tasks is not null)
        {
            builder.Services.AddDurableTaskWorker(worker =>
            {
                worker.AddTasks(tasks).UseGrpc(hub.Address);
                configure?.Invoke(worker);
            });
        }

        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public Task<string> BeginAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Deadline);

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Deadline);

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null) => await EndAsync(await BeginAsync(name, input));

    public async Task<OrchestrationRuntimeStatus?> StatusAsync(string id) => (await Client.GetInstanceAsync(id, Deadline))?.RuntimeStatus;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _deadline.Dispose();
    }
}
