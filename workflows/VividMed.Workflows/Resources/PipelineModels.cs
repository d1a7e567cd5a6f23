using System.Collections.Concurrent;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Localization;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>The models of a worker process: loaded once, lent to the activities that run them.</summary>
/// <param name="execution">What models run on in this process.</param>
public sealed class PipelineModels(PipelineStores stores, PipelineTaggers taggers, ExecutionOptions execution) : IDisposable
{
    private readonly ConcurrentDictionary<(string, string), Lazy<ModelManifest>> _manifests = new();
    private readonly ModelHost _host = new(execution);

    /// <summary>Images decoded at the same time: the processors that the models leave.</summary>
    public int Loaders { get; } = execution.LoadersBeside(Environment.ProcessorCount);

    /// <summary>What localizes findings in the images of the request's dataset.</summary>
    public async Task<StudyLocalizer> OpenLocalizerAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        var (taxonomy, cache) = (taggers.OpenTaxonomy(request), stores.OpenCache(request));
        if (stores.OpenDataset(request).Modality == Modality.Ct)
        {
            return new VolumeLocalizer(
                taxonomy, cache, await _host.LeaseSegmenterAsync(Manifest(request, request.Options.Segmenter), cancellationToken));
        }

        var detector = await LeaseDetectorAsync(request, cancellationToken);
        try
        {
            var anatomy = request.Options.RadiographSegmenter.Length == 0
                ? null
                : await _host.LeaseRadiographSegmenterAsync(Manifest(request, request.Options.RadiographSegmenter), cancellationToken);
            return new RadiographLocalizer(taxonomy, cache, detector, anatomy);
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <summary>Lends the request's detector; the caller disposes the lease, not the model.</summary>
    public Task<ModelLease<DetectorModel>> LeaseDetectorAsync(SynthesisRequest request, CancellationToken cancellationToken) =>
        _host.LeaseDetectorAsync(Manifest(request, request.Options.Detector), cancellationToken);

    /// <summary>The taxonomy ids that the request's models can find.</summary>
    public IReadOnlySet<string> SupportedTargets(SynthesisRequest request)
    {
        string[] models = stores.OpenDataset(request).Modality == Modality.Ct
            ? [request.Options.Segmenter]
            : [request.Options.Detector, request.Options.RadiographSegmenter];
        return models.Where(static id => id.Length > 0)
            .SelectMany(id => Manifest(request, id).Labels)
            .Select(static label => label.Target)
            .ToHashSet(StringComparer.Ordinal);
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Read once in a process: the digests of large files take their time. A failure is not kept: a file may come back.</summary>
    private ModelManifest Manifest(SynthesisRequest request, string id) =>
        _manifests.GetOrAdd((request.Models, id), static key =>
            new(() => new ModelCatalog(key.Item1).Load(key.Item2), LazyThreadSafetyMode.PublicationOnly)).Value;
}
