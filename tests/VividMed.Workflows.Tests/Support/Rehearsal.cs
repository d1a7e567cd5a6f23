using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.TaskHub;
using VividMed.TaskHub.Tests.Support;
using VividMed.TestKit;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Tests.Support;

/// <summary>The project's orchestrators on a real hub, with activities that only act their parts.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly TaskHubServer _server;
    private readonly IHost _host;

    private Rehearsal(TemporaryFolder folder, TaskHubServer server, IHost host) => (_folder, _server, _host) = (folder, server, host);

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public static async Task<Rehearsal> StartAsync(Cast cast)
    {
        var folder = new TemporaryFolder();
        var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(cast.Register).UseGrpc(server.Address.ToString()));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(server.Address.ToString()));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(folder, server, host);
    }

    public Task<string> BeginAsync(string orchestrator, object input, string id) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id), TestContext.Current.CancellationToken);

    public async Task<T> EndAsync<T>(string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var instance = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, null), (instance.RuntimeStatus, instance.FailureDetails?.ErrorMessage));
        return instance.ReadOutputAs<T>()!;
    }

    public async Task<T> RunAsync<T>(string orchestrator, object input, string id) => await EndAsync<T>(await BeginAsync(orchestrator, input, id));

    /// <summary>The history of an instance; it is also what a golden history is recorded with.</summary>
    public Task<RecordedHistory> HistoryAsync(string id) => RecordedHistory.FetchAsync(_server.Calls, id, TestContext.Current.CancellationToken);

    /// <summary>The id of a partition of a run's only plan.</summary>
    public async Task<string> PartitionIdAsync(string run, int partition)
    {
        var query = new OrchestrationQuery { InstanceIdPrefix = RunIds.PartitionPrefix(run) };
        var ids = await Client.GetAllInstancesAsync(query).Select(static instance => instance.InstanceId).ToListAsync(TestContext.Current.CancellationToken);
        return ids.Single(id => id.EndsWith($"-{partition:D5}", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
