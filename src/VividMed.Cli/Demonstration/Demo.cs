using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Cli.Hosting.States;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Dashboard;
using VividMed.Datasets;
using VividMed.Evaluation.Annotations;
using VividMed.Phantoms.Writing;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Workflows.Orchestrations;
using VividMed.Workflows.Progress;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Demonstration;

/// <summary>
/// Phantoms, one orchestration over both datasets and the training, comparison with the truth, pictures. Interrupted, it goes on where it
/// was.
/// </summary>
internal static class Demo
{
    private const string Run = "demo";

    public static async Task<DemoSummary> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        if (!options.Datasets.Any()) throw CliException.WrongCall("there is nothing to do: --cxr and --ct are both 0");
        var execution = ModelProvider.For(WorkerRoles.All);
        foreach (var dataset in options.Datasets) Preflight.CheckModels(Request(options, dataset), DatasetFactory.ModalityOf(dataset), execution);
        Directory.CreateDirectory(options.Out);
        await WritePhantomsAsync(options, cancellationToken);
        await using var cluster = await StateHub.OpenAsync(
            options.StateFile, new StateUse(Run) { Execution = execution }, TimeProvider.System, cancellationToken);
        await using var dashboard = options.DashboardPort is { } port
            ? await StartDashboardAsync(new(cluster.Client, cluster.Unserved, cluster.Inspection), options, port, cancellationToken)
            : null;
        var result = await SynthesizeAsync(cluster, options, cancellationToken);
        var datasets = new List<DemoDataset>();
        foreach (var (dataset, run) in options.Datasets.Zip(result.Runs))
        {
            datasets.Add(await SummarizeAsync(options, dataset, run, cancellationToken));
        }

        var pictures = await DemoPictures.DrawAsync(options, result, cancellationToken);
        return new DemoSummary(datasets, result.Training, pictures, options.Out);
    }

    /// <summary>Serves the dashboard over what the demo left, until it is told to stop.</summary>
    public static async Task ServeAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        await using var session = await HubSession.OpenAsync(
            hub: null, options.Out, new StateUse("demo --serve") { OutlivesFaults = true }, cancellationToken);
        await using var dashboard = await StartDashboardAsync(
            new(session.Client, session.Unserved, session.Inspection), options, options.DashboardPort ?? 0, cancellationToken);
        await Shutdown.WaitAsync(session.Fault, cancellationToken);
    }

    private static async Task<DashboardServer> StartDashboardAsync(PageHub hub, DemoOptions options, int port, CancellationToken cancellationToken)
    {
        var dashboard = await DashboardServer.StartAsync(hub.Options(PagePlace.Of(options.StateFile, output: null), port), cancellationToken);
        await Console.Error.WriteLineAsync($"dashboard: {dashboard.EntryAddress} (Ctrl+C stops it)");
        return dashboard;
    }

    private static async Task WritePhantomsAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(options.Phantoms, PhantomTruth.FileName))) return;
        await using var progress = StepProgress.Start("writing synthetic studies", options.Cxr + options.Ct + options.Mr);
        await PhantomDataset.WriteAsync(options.Phantoms, new PhantomCounts(options.Cxr, options.Ct, Mr: options.Mr), options.Seed, progress, cancellationToken);
    }

    private static async Task<CorpusResult> SynthesizeAsync(
        StateHub cluster, DemoOptions options, CancellationToken cancellationToken)
    {
        var client = cluster.Client;
        var request = new CorpusRequest(
            Run,
            [.. options.Datasets.Select(dataset => Request(options, dataset))],
            options.Out,
            options.TrainSteps is { } steps ? Training(options, steps) : null);
        if (await client.GetInstanceAsync(Run, cancellationToken) is not { RuntimeStatus: not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated) })
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SynthesizeCorpus), request, new StartOrchestrationOptions(Run), cancellationToken);
        }

        var ended = await CorpusWatcher.WatchAsync(client, cluster.Fault, request, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new CliException($"the demo's run ended as {ended.RuntimeStatus.ToString().ToLowerInvariant()}: {RunFailure.Of(ended) ?? "no reason given"}");
        }

        var result = ended.ReadOutputAs<CorpusResult>()!;
        return result.Runs.FirstOrDefault(static run => run.Version is null) is { } nothing
            ? throw new CliException($"run {nothing.Run} committed nothing: {nothing.Superseded ?? "too many studies are in quarantine"}")
            : result;
    }

    /// <summary>A short alignment of the shipped base to the demo's shards; all three stages from nothing where it is not shipped.</summary>
    private static TrainingRequest Training(DemoOptions options, int steps) => options.Base is { } model
        ? new TrainingRequest { Stages = [3], StepsPerStage = steps, Seed = options.Seed, Base = ModelReference.Parse(model) }
        : new TrainingRequest { StepsPerStage = steps, Seed = options.Seed };

    private static SynthesisRequest Request(DemoOptions options, string dataset) => new()
    {
        Run = $"{Run}-{dataset}",
        Dataset = dataset,
        Root = Path.Combine(options.Phantoms, dataset),
        Out = options.Store(dataset),
        Models = options.Models,
        Options =
            new SynthesisOptions { RadiographSegmenter = SynthesisOptions.MiniatureAnatomy, PartitionSize = DatasetFactory.ModalityOf(dataset).IsVolume() ? 4 : 8 },
    };

    private static async Task<DemoDataset> SummarizeAsync(
        DemoOptions options, string dataset, SynthesisResult run, CancellationToken cancellationToken)
    {
        var store = BlobStoreFactory.Open(options.Store(dataset), ProcessSecrets.Storage);
        var version = DatasetLayout.VersionOf(run.Version!)!.Value;
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        var samples = VersionReader.ReadAsync(store, version, withImages: false, cancellationToken).Select(stored => stored.Sample);
        var agreement = await PhantomAgreement.MeasureAsync(samples, PhantomTruth.Load(options.Phantoms), cancellationToken);
        return new DemoDataset(
            dataset, run.Totals, await VersionReader.CountAsync(store, manifest, cancellationToken), manifest.Archives().Count(),
            manifest.Archives().Sum(archive => archive.Bytes), agreement);
    }
}
