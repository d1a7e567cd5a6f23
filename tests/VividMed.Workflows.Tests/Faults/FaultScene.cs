using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Shards.Records;
using VividMed.Shards.Verification;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;
using VividMed.TestKit;
using VividMed.Workflows.Collect;
using VividMed.Workflows.Commit;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Inspect;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;
using VividMed.Workflows.Tests.Support;
using VividMed.Workflows.Write;

namespace VividMed.Workflows.Tests.Faults;

/// <summary>
/// Two machines over one small dataset and one output, and everything that can go wrong between them: operations of the store fail, activities
/// run twice, sources and recipe are edited under a run, a worker comes back long after its lease.
/// </summary>
internal sealed class FaultScene : IDisposable, IHostApplicationLifetime
{
    /// <summary>Enough for what the small source says; the whole one takes longer to compile than a run to go.</summary>
    private const string SmallTaxonomy = """
        {"schema":1,"targets":[
          {"id":"lung","kind":"anatomy","synonyms":["lungs"],"sideable":true,"paired":true},
          {"id":"pleural effusion","kind":"abnormality","synonyms":["effusion"],"sideable":true,"detectorClasses":["Pleural effusion"]},
          {"id":"pneumothorax","kind":"abnormality","synonyms":[],"sideable":true,"detectorClasses":["Pneumothorax"]},
          {"id":"consolidation","kind":"abnormality","synonyms":[],"sideable":true,"detectorClasses":["Consolidation"]},
          {"id":"atelectasis","kind":"abnormality","synonyms":[],"sideable":true,"detectorClasses":["Atelectasis"]}
        ]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _dice;
    private readonly FaultPlan _faults;
    private readonly PipelineEnvironment[] _machines;
    private readonly List<Func<Task>> _zombies = [];
    private int _next = 18;

    public FaultScene(int seed)
    {
        _dice = new Random(seed);
        _faults = new FaultPlan(seed);
        Directory.CreateDirectory(_folder.Path("models"));
        File.WriteAllText(Taxonomy, SmallTaxonomy);
        Directory.CreateDirectory(_folder.Path("data"));
        Source = new SmallSource(_folder.Path("data"));
        for (var study = 0; study < _next; study++) Source.Add(study);
        _machines = [.. Enumerable.Range(0, 2).Select(_ => new PipelineEnvironment(
            this, new ExecutionOptions(ExecutionProvider.Cpu), new PipelineStores(wrap: store => new FaultStore(store, _faults))))];
    }

    public SmallSource Source { get; }

    public int Faults => _faults.Happened;

    private string Taxonomy => _folder.Path("models", "taxonomy.json");

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    /// <summary>A run in the middle of trouble; whatever becomes of it.</summary>
    public async Task TroubledRunAsync(string run)
    {
        _faults.Left = _dice.Next(1, 12);
        try
        {
            await RunAsync(run, troubled: true);
        }
        catch (Exception stopped) when (stopped is FaultException or RecipeChangedException or PlanException)
        {
            // What a hub would report as failed or superseded; the next run goes on from what is there.
        }
        finally
        {
            _faults.Left = 0;
        }
    }

    /// <summary>A run without trouble.</summary>
    public Task<string?> CalmRunAsync(string run) => RunAsync(run, troubled: false);

    /// <summary>Workers that were thought dead finish what they had begun.</summary>
    public async Task WakeZombiesAsync()
    {
        foreach (var zombie in _zombies)
        {
            try
            {
                await zombie();
            }
            catch (Exception outdated) when (outdated is RecipeChangedException or InvalidOperationException or PlanException)
            {
                // Refused: its run's files are gone, or its recipe is no longer the present one.
            }
        }

        _zombies.Clear();
    }

    /// <summary>Adds, edits, breaks or repairs a study, or changes the lexicon.</summary>
    public void Edit()
    {
        var study = _dice.Next(12);
        switch (_dice.Next(5))
        {
            case 0: Source.Add(_next++); break;
            case 1: Source.EditReport(study); break;
            case 2: Source.EditImage(study, broken: true); break;
            case 3: Source.EditImage(study, broken: false); break;
            default: AddSynonym(); break;
        }
    }

    /// <summary>Everything that must hold whenever nobody is at work.</summary>
    public async Task CheckAsync()
    {
        var store = new LocalBlobStore(Out("out"));
        foreach (var version in await DatasetVersions.ListAsync(store))
        {
            Assert.Empty((await new ShardVerifier(store).VerifyAsync(version)).Problems);
        }

        await RunAsync("fresh", troubled: false, "fresh");
        var (living, fresh) = (await ContentAsync(store), await ContentAsync(new LocalBlobStore(Out("fresh"))));
        Assert.Equal(fresh, living);
        Directory.Delete(Out("fresh"), recursive: true);
    }

    /// <summary>The newest version's samples and losses, whatever buckets they are in.</summary>
    private static async Task<List<string>> ContentAsync(IBlobStore store)
    {
        var head = (await DatasetVersions.HeadAsync(store))!;
        var samples = await VersionReader.ReadAsync(store, head.Version, withImages: true)
            .Select(static stored => $"{stored.Sample.Id} {Sha256.Of(SampleCodec.Encode(stored.Sample))} {string.Join(' ', stored.Images.Select(static image => $"{image.Key} {Sha256.Of(image.Value)}"))}")
            .ToListAsync();
        var lost = await VersionQuarantine.ReadAsync(store, head).Select(static study => $"{study.Study} {study.Reason}").ToListAsync();
        return [.. samples.Concat(lost).Order(StringComparer.Ordinal)];
    }

    private async Task<string?> RunAsync(string run, bool troubled, string output = "out")
    {
        var request = Request(run, output);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var plan = await PlanAsync(request);
            if (plan.Summary.Current is { } current) return current;
            var partitions = Enumerable.Range(0, plan.Summary.Partitions).ToArray();
            if (troubled) _dice.Shuffle(partitions);
            foreach (var partition in partitions) await WorkAsync(plan.Partition(partition), troubled);
            var commit = await RetryAsync(machine => new CommitDataset(machine).RunAsync(null!, new CommitRequest(request, plan.Attempt)));
            if (commit.Version is null) continue;
            await RetryAsync(machine => new CollectRun(machine).RunAsync(null!, request));
            return commit.Version;
        }

        return null;
    }

    private async Task<RunPlan> PlanAsync(SynthesisRequest request)
    {
        var attempt = Guid.NewGuid().ToString("N")[..8];
        var models = await RetryAsync(machine => new InspectModels(machine).RunAsync(null!, request));
        return new RunPlan(request, attempt, await RetryAsync(machine => new PlanDataset(machine).RunAsync(null!, new PlanRequest(request, attempt, models))));
    }

    private async Task WorkAsync(PartitionReference partition, bool troubled)
    {
        Func<PipelineEnvironment, Task<StageResult>>[] stages =
        [
            machine => new TagReports(machine).RunAsync(null!, partition), machine => new LocalizeStudies(machine).RunAsync(null!, partition),
            machine => new GroundFindings(machine).RunAsync(null!, partition), machine => new WriteBucket(machine).RunAsync(null!, partition),
        ];
        foreach (var stage in stages)
        {
            if (troubled && _dice.Next(25) == 0) Edit();
            if (troubled && _dice.Next(8) == 0) _zombies.Add(() => stage(_machines[1]));
            await RetryAsync(stage);
            if (!troubled || _dice.Next(6) > 0) continue;
            // Delivered twice, to both machines at the same time.
            await Task.WhenAll(RetryAsync(stage), RetryAsync(stage));
        }
    }

    /// <summary>As the retry policy does it: a machine's trouble is tried again on whichever machine is free.</summary>
    private async Task<T> RetryAsync<T>(Func<PipelineEnvironment, Task<T>> activity)
    {
        for (var left = 5; ; left--)
        {
            try
            {
                return await activity(_machines[left % 2]);
            }
            catch (FaultException) when (left > 1)
            {
                // The next one takes it.
            }
        }
    }

    private SynthesisRequest Request(string run, string output) => new()
    {
        Run = run,
        Dataset = "cxr-csv",
        Root = _folder.Path("data"),
        Out = Out(output),
        Models = _folder.Path("models"),
        Options = new SynthesisOptions { PartitionSize = 5, SimulatedMilliseconds = 1 },
        Permissions = new RunPermissions { AcceptRemoval = true, CommitAnyway = true },
    };

    private string Out(string output) => _folder.Path(output);

    private void AddSynonym()
    {
        var taxonomy = JsonNode.Parse(File.ReadAllText(Taxonomy))!;
        var synonyms = taxonomy["targets"]![0]!["synonyms"]!.AsArray();
        synonyms.Add($"pulmo xyz {synonyms.Count}");
        File.WriteAllText(Taxonomy, taxonomy.ToJsonString());
    }

    public void StopApplication()
    {
    }

    public void Dispose()
    {
        foreach (var machine in _machines) machine.Dispose();
        _folder.Dispose();
    }
}
