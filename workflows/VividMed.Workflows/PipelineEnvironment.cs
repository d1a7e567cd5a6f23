using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Shards;
using VividMed.Training.VisionLanguage;

namespace VividMed.Workflows;

/// <summary>
/// What a worker process holds once and all its activities share: stores, the taxonomy and open models, each opened on first use.
/// </summary>
/// <param name="execution">What models run on in this process.</param>
/// <param name="credentials">How this process signs in to storage accounts; null takes what Azure.Identity finds.</param>
/// <param name="access">What this process may do with language models; null asks none beyond the house.</param>
public sealed class PipelineEnvironment(IHostApplicationLifetime lifetime, ExecutionOptions execution, StorageCredentials? credentials = null, LlmAccess? access = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, IBlobStore> _stores = new();
    private readonly ConcurrentDictionary<(string, string), IDataset> _datasets = new();
    private readonly ConcurrentDictionary<string, Lazy<Taxonomy>> _taxonomies = new();
    private readonly ConcurrentDictionary<(string, long?), ContentCache> _caches = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<ModelManifest>> _manifests = new();
    private readonly ConcurrentDictionary<string, Lazy<ReportTagger>> _rules = new();
    private readonly ConcurrentDictionary<LlmChoice, Lazy<IChatClient>> _llms = new();
    private readonly ModelHost _models = new(execution);

    /// <summary>The build that makes samples, with the commit where the build knew it.</summary>
    public static string CodeVersion { get; } =
        typeof(PipelineEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Cancelled when the worker shuts down; what an activity has not finished is done again by whoever takes it next.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Images decoded at the same time: the processors that the models leave.</summary>
    public int Loaders { get; } = execution.LoadersBeside(Environment.ProcessorCount);

    public IBlobStore OpenStore(string address) => _stores.GetOrAdd(address, address => BlobStoreFactory.Open(address, credentials));

    public IDataset OpenDataset(SynthesisRequest request) =>
        _datasets.GetOrAdd((request.Dataset, request.Root), key => DatasetSource.Open(key.Item1, key.Item2, credentials));

    public RunFolder OpenRun(SynthesisRequest request) => new(OpenStore(request.Out), request.Run);

    public IReadOnlyList<VersionSource> OpenVersions(TrainingJob job) =>
        [.. job.Versions.Select(version => new VersionSource(OpenStore(version.Store), version.Version))];

    public Taxonomy OpenTaxonomy(SynthesisRequest request) => _taxonomies.GetOrAdd(request.Models, static models => new(() =>
    {
        using var file = File.OpenRead(Path.Combine(models, "taxonomy.json"));
        return Taxonomy.Load(file);
    })).Value;

    /// <summary>What models said before, bounded where the run has a limit for it.</summary>
    public ContentCache OpenCache(SynthesisRequest request) => _caches.GetOrAdd(
        (request.Out, request.Options.CacheLimitBytes), (key, environment) => new ContentCache(environment.OpenStore(key.Item1), limitBytes: key.Item2), this);

    public Task<ModelLease<DetectorModel>> LeaseDetectorAsync(SynthesisRequest request, CancellationToken cancellation) =>
        _models.LeaseDetectorAsync(Manifest(request, request.Options.Detector), cancellation);

    public Task<ModelLease<SegmenterModel>> LeaseSegmenterAsync(SynthesisRequest request, CancellationToken cancellation) =>
        _models.LeaseSegmenterAsync(Manifest(request, request.Options.Segmenter), cancellation);

    /// <summary>The model that outlines anatomy on radiographs, or null where the run has none.</summary>
    public async Task<ModelLease<RadiographSegmenterModel>?> LeaseRadiographSegmenterAsync(SynthesisRequest request, CancellationToken cancellation) =>
        request.Options.RadiographSegmenter.Length == 0
            ? null
            : await _models.LeaseRadiographSegmenterAsync(Manifest(request, request.Options.RadiographSegmenter), cancellation);

    /// <summary>The rules over the request's taxonomy.</summary>
    public ReportTagger OpenRules(SynthesisRequest request) =>
        _rules.GetOrAdd(request.Models, (_, environment) => new(() => new ReportTagger(environment.OpenTaxonomy(request))), this).Value;

    /// <summary>The tagger over the request's language model; null where it names none.</summary>
    /// <exception cref="LlmEndpointException">The endpoint is no address that this worker may send reports to.</exception>
    public LlmTagger? OpenLlm(SynthesisRequest request)
    {
        if (request.Options.Llm is not { } choice) return null;
        var options = new LlmOptions
        {
            Endpoint = Uri.TryCreate(choice.Endpoint, UriKind.Absolute, out var address) ? address : throw new LlmEndpointException("bad-llm-endpoint", "Llm:Endpoint is no web address."),
            Model = choice.Model,
            AllowPublicEndpoint = access?.AllowPublicEndpoint == true,
            ApiKey = access?.ApiKey,
        };
        var client = _llms.GetOrAdd(choice, _ => new(() => LlmEndpoint.Connect(options))).Value;
        return new LlmTagger(OpenTaxonomy(request), OpenRules(request), client, options, new StoredAnswers(OpenCache(request)));
    }

    /// <summary>The taxonomy ids that the request's models can find.</summary>
    public IReadOnlySet<string> SupportedTargets(SynthesisRequest request)
    {
        string[] models = DatasetFactory.ModalityOf(request.Dataset) == Modality.Ct ? [request.Options.Segmenter] : [request.Options.Detector, request.Options.RadiographSegmenter];
        return models.Where(static id => id.Length > 0).SelectMany(id => Manifest(request, id).Labels).Select(static label => label.Target).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What the samples of a request are made of: enough to make them again.</summary>
    /// <param name="models">By id what the localise stage ran and on what, as it wrote it; a language model that tagged is added.</param>
    public Provenance ProvenanceOf(SynthesisRequest request, IReadOnlyDictionary<string, string> models)
    {
        if (OpenLlm(request) is { } llm) models = new Dictionary<string, string>(models) { [$"llm {request.Options.Llm!.Model}"] = $"prompt {llm.Digest}" };
        return new(request.Run, CodeVersion, models, OpenTaxonomy(request).Digest, request.Options.Digest);
    }

    public void Dispose()
    {
        _models.Dispose();
        foreach (var llm in _llms.Values.Where(llm => llm.IsValueCreated)) llm.Value.Dispose();
    }

    /// <summary>Read once in a process: the digests of large files take their time.</summary>
    private ModelManifest Manifest(SynthesisRequest request, string id) =>
        _manifests.GetOrAdd((request.Models, id), static key => new(() => new ModelCatalog(key.Item1).Load(key.Item2))).Value;
}
