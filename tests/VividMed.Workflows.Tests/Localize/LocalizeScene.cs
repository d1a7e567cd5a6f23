using System.Text.Json;
using Microsoft.Extensions.Hosting;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Writing;
using VividMed.TestKit;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Tests.Localize;

/// <summary>The stages up to localization over a small phantom dataset with the repository's models, called as a worker calls them.</summary>
internal sealed class LocalizeScene : IDisposable, IHostApplicationLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _dataset;
    private int _partition;

    private LocalizeScene(string dataset)
    {
        _dataset = dataset;
        Environment = new PipelineEnvironment(this, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        foreach (var file in Directory.EnumerateFiles(Repository.Path("models"), "*", SearchOption.AllDirectories))
        {
            var copy = _folder.Path("models", Path.GetRelativePath(Repository.Path("models"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public PipelineEnvironment Environment { get; private set; }

    public string Data => _folder.Path("data", _dataset);

    public string Models => _folder.Path("models");

    public string Taxonomy => _folder.Path("models", "taxonomy.json");

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public static async Task<LocalizeScene> OpenAsync(string dataset, int studies)
    {
        var scene = new LocalizeScene(dataset);
        await PhantomDataset.WriteAsync(scene._folder.Path("data"), dataset == "mimic-cxr" ? studies : 0, dataset == "ct-rate" ? studies : 0, seed: 3, progress: null, CancellationToken.None);
        return scene;
    }

    /// <summary>A worker that knows nothing of what was opened before, such as another lexicon.</summary>
    public void Restart()
    {
        Environment.Dispose();
        Environment = new PipelineEnvironment(this, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
    }

    public async Task<StageResult> LocalizeAsync(string run) => await new LocalizeStudies(Environment).RunAsync(null!, await TagAsync(run));

    public async Task<PartitionReference> TagAsync(string run)
    {
        var request = new SynthesisRequest { Run = run, Dataset = _dataset, Root = Data, Out = _folder.Path("out"), Models = Models, Options = new SynthesisOptions { PartitionSize = 4096 } };
        var plan = await new PlanDataset(Environment).RunAsync(null!, request);
        // The largest one: each belongs to one split.
        _partition = Enumerable.Range(0, plan.Partitions).MaxBy(index => new FileInfo(PathOf(run, index, "studies")).Length);
        var partition = new PartitionReference(request, plan.Version, _partition);
        await new TagReports(Environment).RunAsync(null!, partition);
        return partition;
    }

    /// <summary>What the stage wrote.</summary>
    public JsonElement Written(string run, string name) => JsonDocument.Parse(WrittenText(run, name)).RootElement;

    public string WrittenText(string run, string name) => File.ReadAllText(PathOf(run, _partition, name));

    public void Stop() => _stopping.Cancel();

    public void StopApplication() => Stop();

    private string PathOf(string run, int partition, string name) => _folder.Path("out", "runs", run, "partitions", $"{partition:D5}", name + ".json");

    public void Dispose()
    {
        Environment.Dispose();
        _stopping.Dispose();
        _folder.Dispose();
    }
}
