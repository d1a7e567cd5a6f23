using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Hosting;
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
public sealed class PipelineEnvironment(IHostApplicationLifetime lifetime, ExecutionOptions execution) : IDisposable
{
    private readonly ConcurrentDictionary<string, IBlobStore> _stores = new();
    private readonly ConcurrentDictionary<string, Lazy<Taxonomy>> _taxonomies = new();
    private readonly ConcurrentDictionary<(string, long?), ContentCache> _caches = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<ModelManifest>> _manifests = new();
    private readonly ModelHost _models = new(execution);

    /// <summary>The build that makes samples, with the commit where the build knew it.</summary>
    public static string CodeVersion { get; } =
        typeof(PipelineEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Cancelled when the worker shuts down; what an activity has not finished is done again by whoever takes it next.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Images decoded at the same time: the processors that the models leave.</summary>
    public int Loaders { get; } = execution.LoadersBeside(Environment.ProcessorCount);

    public IBlobStore OpenStore(string address) => _stores.GetOrAdd(address, static address => BlobStoreFactory.Open(address));

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

    /// <summary>What the samples of a request are made of: enough to make them again.</summary>
    /// <param name="models">By id what the localise stage ran and on what, as it wrote it.</param>
    public Provenance ProvenanceOf(SynthesisRequest request, IReadOnlyDictionary<string, string> models) =>
        new(request.Run, CodeVersion, models, OpenTaxonomy(request).Digest, request.Options.Digest);

    public void Dispose() => _models.Dispose();

    /// <summary>Read once in a process: the digests of large files take their time.</summary>
    private ModelManifest Manifest(SynthesisRequest request, string id) =>
        _manifests.GetOrAdd((request.Models, id), static key => new(() => new ModelCatalog(key.Item1).Load(key.Item2))).Value;
}
