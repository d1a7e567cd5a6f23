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
public sealed class PipelineEnvironment(IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly ConcurrentDictionary<string, IBlobStore> _stores = new();
    private readonly ConcurrentDictionary<string, Lazy<Taxonomy>> _taxonomies = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<DetectorModel>> _detectors = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<SegmenterModel>> _segmenters = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<RadiographSegmenterModel>> _radiographSegmenters = new();

    /// <summary>The build that makes samples, with the commit where the build knew it.</summary>
    public static string CodeVersion { get; } =
        typeof(PipelineEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Cancelled when the worker shuts down; what an activity has not finished is done again by whoever takes it next.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    public IBlobStore OpenStore(string address) => _stores.GetOrAdd(address, static address => BlobStoreFactory.Open(address));

    public RunFolder OpenRun(SynthesisRequest request) => new(OpenStore(request.Out), request.Run);

    public IReadOnlyList<VersionSource> OpenVersions(TrainingJob job) =>
        [.. job.Versions.Select(version => new VersionSource(OpenStore(version.Store), version.Version))];

    public Taxonomy OpenTaxonomy(SynthesisRequest request) => _taxonomies.GetOrAdd(request.Models, static models => new(() =>
    {
        using var file = File.OpenRead(Path.Combine(models, "taxonomy.json"));
        return Taxonomy.Load(file);
    })).Value;

    public DetectorModel OpenDetector(SynthesisRequest request) => _detectors.GetOrAdd((request.Models, request.Options.Detector), static key =>
        new(() => DetectorModel.Open(new ModelCatalog(key.Item1).Load(key.Item2), new ExecutionOptions()))).Value;

    public SegmenterModel OpenSegmenter(SynthesisRequest request) => _segmenters.GetOrAdd((request.Models, request.Options.Segmenter), static key =>
        new(() => SegmenterModel.Open(new ModelCatalog(key.Item1).Load(key.Item2), new ExecutionOptions()))).Value;

    /// <summary>The model that outlines anatomy on radiographs, or null where the run has none.</summary>
    public RadiographSegmenterModel? OpenRadiographSegmenter(SynthesisRequest request) => request.Options.RadiographSegmenter.Length == 0
        ? null
        : _radiographSegmenters.GetOrAdd((request.Models, request.Options.RadiographSegmenter), static key =>
            new(() => RadiographSegmenterModel.Open(new ModelCatalog(key.Item1).Load(key.Item2), new ExecutionOptions()))).Value;

    /// <summary>What the samples of a request are made of: enough to make them again.</summary>
    public Provenance ProvenanceOf(SynthesisRequest request)
    {
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Dataset == "ct-rate")
        {
            Add(OpenSegmenter(request).Manifest, OpenSegmenter(request).ExecutionProvider);
        }
        else
        {
            Add(OpenDetector(request).Manifest, OpenDetector(request).ExecutionProvider);
            if (OpenRadiographSegmenter(request) is { } anatomy) Add(anatomy.Manifest, anatomy.ExecutionProvider);
        }

        return new Provenance(
            request.Run,
            CodeVersion,
            models,
            OpenTaxonomy(request).Digest,
            request.Options.Digest);

        void Add(ModelManifest model, ExecutionProvider provider) => models[model.Id] = $"{model.Digest} on {provider.ToString().ToLowerInvariant()}";
    }

    public void Dispose()
    {
        foreach (var detector in _detectors.Values.Where(model => model.IsValueCreated)) detector.Value.Dispose();
        foreach (var segmenter in _radiographSegmenters.Values.Where(model => model.IsValueCreated)) segmenter.Value.Dispose();
        foreach (var segmenter in _segmenters.Values.Where(model => model.IsValueCreated)) segmenter.Value.Dispose();
    }
}
