using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VividMed.Grounding;
using VividMed.Shards.Tests;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TaskHub;
using VividMed.TestKit;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Dashboard.Tests.Support;

/// <summary>A run on a real hub that does nothing but wait, until the test commits its version.</summary>
internal sealed class StandingRun : IAsyncDisposable
{
    public const string Name = "run";
    private const string Committed = nameof(Committed);

    private readonly TemporaryFolder _folder;
    private readonly TaskHubServer _server;
    private readonly IHost _host;

    private StandingRun(TemporaryFolder folder, TaskHubServer server, IHost host)
    {
        (_folder, _server, _host) = (folder, server, host);
        Store = new LocalBlobStore(folder.Path("out"));
    }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public LocalBlobStore Store { get; }

    /// <summary>Where the store lies.</summary>
    public string Folder => _folder.Path("out");

    public static async Task<StandingRun> StartAsync()
    {
        var folder = new TemporaryFolder();
        var server = await TaskHubServer.StartAsync(new() { DatabasePath = folder.Path("hub.db") });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(Register).UseGrpc(server.Address.ToString()));
        builder.Services.AddDurableTaskClient(client => client.UseGrpc(server.Address.ToString()));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var run = new StandingRun(folder, server, host);
        await run.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SynthesizeDataset),
            Input(Name, folder.Path("out")),
            new StartOrchestrationOptions(Name),
            TestContext.Current.CancellationToken);
        return run;
    }

    /// <summary>What a dataset run is started with.</summary>
    public static SynthesisState Input(string run, string store) => new()
    {
        Request = new SynthesisRequest { Run = run, Dataset = "mimic-cxr", Root = "/data", Out = store, Models = "/models" },
    };

    /// <summary>Publishes the samples as the first version and lets the run end with it.</summary>
    public async Task<DatasetManifest> CommitAsync(params Sample[] samples)
    {
        var mark = await TestBuckets.WriteAsync(Store, "train", TestSamples.Items(samples));
        var manifest = await TestBuckets.CommitAsync(Store, 1, "mimic-cxr", mark);
        await Client.RaiseEventAsync(Name, Committed, DatasetLayout.Version(manifest.Version), TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Client.WaitForInstanceCompletionAsync(Name, deadline.Token);
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static void Register(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<SynthesisState, SynthesisResult>(
        nameof(SynthesizeDataset),
        static async (context, state) => new SynthesisResult
        {
            Run = state.Request.Run,
            Version = await context.WaitForExternalEvent<string>(Committed),
            Totals = SynthesisProgress.None,
        });
}
