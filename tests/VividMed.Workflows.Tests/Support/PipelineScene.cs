using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Phantoms.Writing;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.TestKit;
using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Tests.Support;

/// <summary>
/// The activities over a small phantom dataset with the repository's models, called one after the other as a worker calls them for an
/// orchestration.
/// </summary>
internal sealed class PipelineScene : IDisposable, IHostApplicationLifetime
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Drawing phantoms takes longer than most runs over them: each set is made once in a process.</summary>
    private static readonly ConcurrentDictionary<(string Dataset, int Studies, int Seed), Lazy<Task<string>>> Made = new();
    private static readonly TemporaryFolder MadeFolder = Keep();

    private static int _edits;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _dataset;
    private PartitionReference? _partition;

    private PipelineScene(string dataset)
    {
        _dataset = dataset;
        Environment = new PipelineEnvironment(this, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
        Copy(Repository.Path("models"), _folder.Path("models"));
    }

    public PipelineEnvironment Environment { get; private set; }

    public string Data => _folder.Path("data", _dataset);

    public string Out => _folder.Path("out");

    public string Models => _folder.Path("models");

    public string Taxonomy => _folder.Path("models", "taxonomy.json");

    public string Language => _folder.Path("models", "language.json");

    public IBlobStore Store => new LocalBlobStore(Out);

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    /// <summary>Phantoms are as old as a dataset that nobody writes to any more: their times vouch for them.</summary>
    public static async Task<PipelineScene> OpenAsync(string dataset, int studies)
    {
        var scene = new PipelineScene(dataset);
        await scene.WritePhantomsAsync(studies, seed: 3);
        return scene;
    }

    /// <summary>Radiographs of one's own, of which there are none yet.</summary>
    public static PipelineScene OpenOwnRadiographs()
    {
        var scene = new PipelineScene("cxr-csv");
        Directory.CreateDirectory(scene.Data);
        return scene;
    }

    /// <summary>Replaces the sources by those of so many phantoms; the same seed gives the same first studies.</summary>
    public async Task WritePhantomsAsync(int studies, int seed)
    {
        if (Directory.Exists(_folder.Path("data"))) Directory.Delete(_folder.Path("data"), recursive: true);
        var made = await Made.GetOrAdd((_dataset, studies, seed), static key => new(() => MakeAsync(key.Dataset, key.Studies, key.Seed))).Value;
        Copy(made, _folder.Path("data"));
        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, LongAgo);
    }

    /// <summary>Gives an edited file another time that lies long ago.</summary>
    public static void Age(string file) => File.SetLastWriteTimeUtc(file, LongAgo.AddSeconds(Interlocked.Increment(ref _edits)));

    /// <summary>A worker that knows nothing of what was opened before.</summary>
    public void Restart()
    {
        Environment.Dispose();
        Environment = new PipelineEnvironment(this, new ExecutionOptions(ExecutionProvider.Cpu, Threads: 1));
    }

    /// <param name="simulated">Radiographs without models: for what is not about them.</param>
    public SynthesisRequest Request(string run, bool simulated = true) => new()
    {
        Run = run,
        Dataset = _dataset,
        Root = Data,
        Out = Out,
        Models = Models,
        Options = new SynthesisOptions { PartitionSize = 4, SimulatedMilliseconds = simulated && _dataset is ("mimic-cxr" or "cxr-csv") ? 1 : null },
    };

    /// <summary>A whole run as its orchestration goes, without one.</summary>
    public async Task<RunOutcome> RunAsync(SynthesisRequest request)
    {
        var plan = await PlanAsync(request);
        if (plan.Summary.Current is { } current) return new RunOutcome(plan.Summary, [], new CommitOutcome(current, Committed: false));
        var stages = new List<PartitionOutcome>();
        for (var partition = 0; partition < plan.Summary.Partitions; partition++) stages.Add(await WorkAsync(plan.Partition(partition)));
        var commit = await new CommitDataset(Environment).RunAsync(null!, new CommitRequest(request, plan.Attempt));
        if (commit.Version is not null) await new CollectRun(Environment).RunAsync(null!, request);
        return new RunOutcome(plan.Summary, stages, commit);
    }

    public Task<RunOutcome> RunAsync(string run) => RunAsync(Request(run));

    public async Task<RunPlan> PlanAsync(SynthesisRequest request)
    {
        var attempt = Guid.NewGuid().ToString("N")[..8];
        var models = await new InspectModels(Environment).RunAsync(null!, request);
        return new RunPlan(request, attempt, await new PlanDataset(Environment).RunAsync(null!, new PlanRequest(request, attempt, models)));
    }

    public async Task<PartitionOutcome> WorkAsync(PartitionReference partition) => new(
        await new TagReports(Environment).RunAsync(null!, partition),
        await new LocalizeStudies(Environment).RunAsync(null!, partition),
        await new GroundFindings(Environment).RunAsync(null!, partition),
        await new WriteBucket(Environment).RunAsync(null!, partition));

    public async Task<DatasetManifest> HeadAsync() =>
        await DatasetVersions.HeadAsync(Store, CancellationToken.None) ?? throw new InvalidOperationException("nothing was committed");

    /// <summary>Everything up to the localize stage, over one bucket that holds all studies of the largest split.</summary>
    public async Task<StageResult> LocalizeAsync(string run) => await new LocalizeStudies(Environment).RunAsync(null!, await TagAsync(run));

    public async Task<PartitionReference> TagAsync(string run)
    {
        var plan = await PlanAsync(Request(run) with { Options = new SynthesisOptions { PartitionSize = 4096 } });
        _partition = Enumerable.Range(0, plan.Summary.Partitions).Select(plan.Partition).MaxBy(partition => new FileInfo(PathOf(partition, "studies")).Length)!;
        await new TagReports(Environment).RunAsync(null!, _partition);
        return _partition;
    }

    /// <summary>What a stage of the last tagged partition wrote.</summary>
    public JsonElement Written(string name) => JsonDocument.Parse(WrittenText(name)).RootElement;

    public string WrittenText(string name) => File.ReadAllText(PathOf(_partition!, name));

    public void Stop() => _stopping.Cancel();

    public void StopApplication() => Stop();

    private static async Task<string> MakeAsync(string dataset, int studies, int seed)
    {
        var folder = MadeFolder.Path($"{dataset}-{studies}-{seed}");
        await PhantomDataset.WriteAsync(
            folder, new PhantomCounts(dataset == "mimic-cxr" ? studies : 0, dataset == "ct-rate" ? studies : 0, dataset == "ct-csv" ? studies : 0, Mr: dataset == "mr-csv" ? studies : 0), seed,
            progress: null, CancellationToken.None);
        return folder;
    }

    private static TemporaryFolder Keep()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private string PathOf(PartitionReference partition, string name) => _folder.Path(
        "out", "runs", partition.Request.Run, partition.Attempt, "partitions", $"{partition.Partition:D5}", name + ".json");

    public void Dispose()
    {
        Environment.Dispose();
        _stopping.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A planned run.</summary>
internal sealed record RunPlan(SynthesisRequest Request, string Attempt, PlanSummary Summary)
{
    public PartitionReference Partition(int index) => new(Request, Attempt, Summary.Recipe, index);
}

/// <summary>What the stages of a partition answered.</summary>
internal sealed record PartitionOutcome(StageResult Tagged, StageResult Localized, StageResult Grounded, StageResult Written);

/// <summary>What became of a run.</summary>
internal sealed record RunOutcome(PlanSummary Plan, IReadOnlyList<PartitionOutcome> Partitions, CommitOutcome Commit)
{
    public int Inferences => (int)Partitions.Sum(static partition => partition.Localized.Inference!.Inferences);
}
