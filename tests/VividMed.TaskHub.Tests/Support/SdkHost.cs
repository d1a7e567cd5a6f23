using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TestKit;

namespace VividMed.TaskHub.Tests.Support;

/// <summary>A hub with Microsoft's worker and client connected to it.</summary>
internal sealed class SdkHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly TaskHubServer _server;
    private readonly IHost _host;

    private SdkHost(TemporaryFolder folder, TaskHubServer server, IHost host)
    {
        _folder = folder;
        _server = server;
        _host = host;
    }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Calls to the hub that need no client.</summary>
    public CallInvoker Calls => _server.Calls;

    public static async Task<SdkHost> StartAsync(Action<DurableTaskRegistry> tasks, Action<TaskHubOptions>? configure = null)
    {
        var folder = new TemporaryFolder();
        var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db"), Configure = configure });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UseGrpc(server.Address.ToString()));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(server.Address.ToString()));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(folder, server, host);
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, cancellation: TestContext.Current.CancellationToken);
        return await CompletionAsync(id);
    }

    public async Task<OrchestrationMetadata> CompletionAsync(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
