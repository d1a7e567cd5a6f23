using Microsoft.Extensions.Hosting;
using VividMed.Datasets;
using VividMed.Inference.Execution;
using VividMed.Phantoms.Writing;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Bench.Inference;

/// <summary>A phantom dataset, planned and tagged, with all that the localize stage needs, in a folder that goes with it.</summary>
internal sealed class Scene : IDisposable, IHostApplicationLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("vividmed-bench-").FullName;
    private readonly CancellationToken _cancellation;
    private int _runs;

    private Scene(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        Environment = new PipelineEnvironment(this, new ExecutionOptions());
    }

    public PipelineEnvironment Environment { get; }

    public string Models => Path.Combine(_root, "models");

    public string Data => Path.Combine(_root, "data");

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _cancellation;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public static async Task<Scene> OpenAsync(string models, int studies, CancellationToken cancellationToken)
    {
        var scene = new Scene(cancellationToken);
        foreach (var file in Directory.EnumerateFiles(models, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(scene.Models, Path.GetRelativePath(models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await PhantomDataset.WriteAsync(scene.Data, studies, 0, seed: 1, progress: null, cancellationToken);
        return scene;
    }

    /// <summary>A run of its own with an empty cache, up to the stage; the largest of its partitions, which each belong to one split.</summary>
    public async Task<(PartitionReference Partition, IReadOnlyList<Study> Studies)> TaggedAsync(string detector) =>
        (await TaggedAsync(detector, partitionSize: 4096)).MaxBy(static partition => partition.Studies.Count);

    /// <summary>As the other overload, with all partitions of a size.</summary>
    public async Task<IReadOnlyList<(PartitionReference Partition, IReadOnlyList<Study> Studies)>> TaggedAsync(string detector, int partitionSize)
    {
        var request = new SynthesisRequest
        {
            Run = $"bench-{++_runs}",
            Dataset = "mimic-cxr",
            Root = Path.Combine(Data, "mimic-cxr"),
            Out = Path.Combine(_root, $"out-{_runs}"),
            Models = Models,
            Options = new SynthesisOptions { Detector = detector, PartitionSize = partitionSize },
        };
        const string attempt = "1";
        var models = await new InspectModels(Environment).RunAsync(null!, request);
        var plan = await new PlanDataset(Environment).RunAsync(null!, new PlanRequest(request, attempt, models));
        var folder = Environment.Stores.OpenRun(request, attempt);
        var partitions = new List<(PartitionReference, IReadOnlyList<Study>)>();
        for (var i = 0; i < plan.Partitions; i++)
        {
            var reference = new PartitionReference(request, attempt, plan.Recipe, i);
            await new TagReports(Environment).RunAsync(null!, reference);
            var work = await folder.ReadAsync<PartitionWork>(folder.Partition(i, "studies"), _cancellation);
            partitions.Add((reference, [.. work.Studies.Select(static planned => planned.Study)]));
        }

        return partitions;
    }

    public void StopApplication() => throw new NotSupportedException();

    public void Dispose()
    {
        Environment.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
