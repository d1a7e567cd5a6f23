using System.Security.Cryptography;
using VividMed.Phantoms.Writing;
using VividMed.Storage.Stores;
using VividMed.TaskHub;
using VividMed.TestKit;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Requests;

namespace VividMed.Portability.Tests;

/// <summary>A radiograph and a CT dataset of phantoms, and what our own hub makes of them: what other engines are held against.</summary>
public sealed class Synthesis : IAsyncLifetime
{
    /// <summary>With one study a partition, one partition more than a page holds: the run continues as new once.</summary>
    internal const int RadiographStudies = SynthesizeDataset.PageSize + 1;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Name and digest of all that the versions are made of that the runs on our own hub committed.</summary>
    public IReadOnlyList<string> OnOwnHub { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await PhantomDataset.WriteAsync(_folder.Path("phantom"), cxrCount: 6, ctCount: 1, seed: 14);
        RepeatRadiographs(_folder.Path("phantom", "mimic-cxr"));
        await using var hub = await TaskHubServer.StartAsync(new() { DatabasePath = _folder.Path("hub.db") });
        await using var worker = await PipelineWorker.StartAsync(hub.Address);
        OnOwnHub = await RunAsync("own", worker.Client, partitionsInFlight: 4);
    }

    /// <summary>Synthesizes both datasets side by side on an engine. How fast it is told to go must not show in what comes out.</summary>
    /// <returns>Name and digest of all that the versions are made of.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string engine, DurableTaskClient client, int partitionsInFlight)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        await Task.WhenAll(RunAsync("cxr-csv", "mimic-cxr"), RunAsync("ct-rate", "ct-rate"));
        return await DigestsAsync(BlobStoreFactory.Open(_folder.Path(engine)));

        async Task RunAsync(string dataset, string folder)
        {
            var request = new SynthesisRequest
            {
                Run = dataset,
                Dataset = dataset,
                Root = _folder.Path("phantom", folder),
                Out = _folder.Path(engine, dataset),
                Models = Repository.Path("models"),
                Options = new() { PartitionSize = 1, MaxPartitionsInFlight = partitionsInFlight },
            };
            var id = await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SynthesizeDataset), new SynthesisState { Request = request }, new StartOrchestrationOptions(request.Run), deadline.Token);
            var run = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
            Assert.Equal((OrchestrationRuntimeStatus.Completed, null), (run.RuntimeStatus, run.FailureDetails?.ErrorMessage));
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Many studies over a few pictures, as a dataset of one's own: what is asked here is how runs are carried, not what models say.</summary>
    private static void RepeatRadiographs(string root)
    {
        var reports = Directory.GetFiles(root, "s*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var studies = Enumerable.Range(0, RadiographStudies).Select(number => (Id: $"study{number:D3}", Report: reports[number % reports.Count])).ToList();
        File.WriteAllLines(Path.Combine(root, "reports.csv"), studies.Select(study => $"{study.Id},{Path.GetRelativePath(root, study.Report)}").Prepend("study_id,path"));
        File.WriteAllLines(Path.Combine(root, "images.csv"), studies.Select(study => $"{study.Id},{Picture(study.Report)}").Prepend("study_id,path"));

        string Picture(string report) => Path.GetRelativePath(root, Directory.GetFiles(Path.ChangeExtension(report, null)).Order(StringComparer.Ordinal).First());
    }

    private static async Task<List<string>> DigestsAsync(IBlobStore store)
    {
        var digests = new List<string>();
        await foreach (var name in store.ListAsync("", TestContext.Current.CancellationToken))
        {
            if (name.Split('/') is not [_, "records" or "images" or "buckets", ..]) continue;
            await using var content = await store.OpenReadAsync(name, cancellationToken: TestContext.Current.CancellationToken);
            digests.Add($"{name} {Convert.ToHexStringLower(await SHA256.HashDataAsync(content!, TestContext.Current.CancellationToken))}");
        }

        return digests;
    }
}
