using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.AI;
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
public sealed class PipelineEnvironment(IHostApplicationLifetime lifetime, LlmAccess? access = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, IBlobStore> _stores = new();
    private readonly ConcurrentDictionary<string, Lazy<Taxonomy>> _taxonomies = new();
    private readonly ConcurrentDictionary<LlmChoice, Lazy<IChatClient>> _models = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<DetectorModel>> _detectors = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<SegmenterModel>> _segmenters = new();

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
        var taxonomy = OpenTaxonomy(request);
        var client = _models.GetOrAdd(choice, _ => new(() => LlmEndpoint.Connect(options))).Value;
        return new LlmTagger(taxonomy, new ReportTagger(taxonomy), client, options, new StoredAnswers(new ContentCache(OpenStore(request.Out))));
    }

    /// <summary>The taxonomy ids that the request's models can find.</summary>
    public IReadOnlySet<string> SupportedTargets(SynthesisRequest request) =>
        (request.Dataset == "ct-rate" ? OpenSegmenter(request).Manifest : OpenDetector(request).Manifest).Labels.Select(label => label.Target).ToHashSet();

    /// <summary>What the samples of a request are made of: enough to make them again.</summary>
    public Provenance ProvenanceOf(SynthesisRequest request)
    {
        var model = request.Dataset == "ct-rate" ? OpenSegmenter(request).Manifest : OpenDetector(request).Manifest;
        var provider = request.Dataset == "ct-rate" ? OpenSegmenter(request).ExecutionProvider : OpenDetector(request).ExecutionProvider;
        var models = new Dictionary<string, string> { [model.Id] = $"{model.Digest} on {provider.ToString().ToLowerInvariant()}" };
        if (request.Options.Llm is { } llm) models[$"llm {llm.Model}"] = $"prompt {OpenLlm(request)!.Digest}";
        return new Provenance(
            request.Run,
            CodeVersion,
            models,
            OpenTaxonomy(request).Digest,
            request.Options.Digest);
    }

    public void Dispose()
    {
        foreach (var detector in _detectors.Values.Where(model => model.IsValueCreated)) detector.Value.Dispose();
        foreach (var model in _models.Values.Where(model => model.IsValueCreated)) model.Value.Dispose();
        foreach (var segmenter in _segmenters.Values.Where(model => model.IsValueCreated)) segmenter.Value.Dispose();
    }
}
