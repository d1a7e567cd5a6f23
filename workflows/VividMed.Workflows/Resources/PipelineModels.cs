using VividMed.Inference;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;
using VividMed.Localization;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>The models of a worker process: loaded once, lent to the activities that run them.</summary>
/// <param name="execution">What models run on in this process.</param>
public sealed class PipelineModels(PipelineStores stores, PipelineTaggers taggers, ExecutionOptions execution) : IDisposable
{
    private readonly FileBacked<(string Models, string Id), ModelManifest> _manifests = new();
    private readonly ModelHost _host = new(execution);

    /// <summary>Images decoded at the same time: the processors that the models leave.</summary>
    public int Loaders { get; } = execution.LoadersBeside(Environment.ProcessorCount);

    /// <summary>What localizes findings in the images of the request's dataset.</summary>
    /// <exception cref="ModelException"><c>miniature-on-real-data</c>, and whatever opening a model throws.</exception>
    public async Task<StudyLocalizer> OpenLocalizerAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        // Comes first: a run that is refused leaves nothing behind.
        var confinement = await ConfineAsync(request, cancellationToken);
        var (taxonomy, cache) = (taggers.OpenTaxonomy(request), stores.OpenCache(request));
        if (request.Options.SimulatedMilliseconds is { } each)
        {
            return stores.OpenDataset(request).Modality == Modality.Cxr
                ? new SimulatedLocalizer(taxonomy, cache, TimeSpan.FromMilliseconds(each))
                : throw new ModelException("not-simulated", "inference is simulated for radiographs only: leave out --simulate-inference");
        }

        if (stores.OpenDataset(request).Modality is var modality && modality.IsVolume())
        {
            return new VolumeLocalizer(
                taxonomy, cache, await _host.LeaseSegmenterAsync(Manifest(request, SegmenterOf(request.Options, modality)), cancellationToken))
            { Confinement = confinement };
        }

        var detector = await LeaseDetectorAsync(request, cancellationToken);
        try
        {
            var anatomy = request.Options.RadiographSegmenter.Length == 0
                ? null
                : await _host.LeaseRadiographSegmenterAsync(Manifest(request, request.Options.RadiographSegmenter), cancellationToken);
            return new RadiographLocalizer(taxonomy, cache, detector, anatomy) { Confinement = confinement };
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
    public IReadOnlySet<string>? SupportedTargets(SynthesisRequest request) => request.Options.SimulatedMilliseconds is not null
        ? null
        : Manifests(request).SelectMany(static model => model.Labels).Select(static label => label.Target).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// All that the models folder alone tells of a request: its vocabulary, and models that are there, of the kinds that they are asked for
    /// as, with labels that reports can mean. Opens no model and writes nothing.
    /// </summary>
    /// <exception cref="ModelException"><c>missing-taxonomy</c>, <c>unknown-model</c>, <c>wrong-kind</c>, <c>unknown-target</c> ...</exception>
    public void Check(SynthesisRequest request, Modality modality)
    {
        taggers.OpenScales(request);
        CheckTargets(request, modality);
        if (request.Options.SimulatedMilliseconds is not null) return;
        if (modality.IsVolume()) SegmenterModel.RequireKind(Manifest(request, SegmenterOf(request.Options, modality)));
        else
        {
            DetectorModel.RequireKind(Manifest(request, request.Options.Detector));
            if (request.Options.RadiographSegmenter is { Length: > 0 } anatomy) RadiographSegmenterModel.RequireKind(Manifest(request, anatomy));
        }
    }

    /// <summary>A label that no report can mean would silently ground nothing.</summary>
    /// <exception cref="ModelException"><c>unknown-target</c>: names the model, its labels and the taxonomy.</exception>
    public void CheckTargets(SynthesisRequest request) => CheckTargets(request, stores.OpenDataset(request).Modality);

    private void CheckTargets(SynthesisRequest request, Modality modality)
    {
        var taxonomy = taggers.OpenTaxonomy(request);
        foreach (var model in Manifests(request, modality))
        {
            if (modality.IsVolume() && model.Modality.IsVolume() && model.Modality != modality) throw new ModelException("wrong-modality", $"model '{model.Id}' is for {model.Modality.Code()}, and the dataset holds {modality.Code()}: name a model of {modality.Code()}");
            var unknown = model.Labels.Select(static label => label.Target).Where(target => taxonomy.Find(target) is null)
                .Distinct(StringComparer.Ordinal).ToList();
            if (unknown.Count == 0) continue;
            throw new ModelException(
                "unknown-target",
                $"model '{model.Id}' has labels for targets that {PipelineTaggers.TaxonomyOf(request)} does not know: {string.Join(", ", unknown)}; correct the target in its model.json or add it to the taxonomy");
        }
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Models that know phantoms alone see nothing else, unless the run was told to let them.</summary>
    /// <exception cref="ModelException"><c>miniature-on-real-data</c>.</exception>
    public async Task<Confinement> ConfineAsync(SynthesisRequest request, CancellationToken cancellationToken)
    {
        if (request.Options.SimulatedMilliseconds is not null) return Confinement.None;
        var miniatures = Manifests(request).Where(static model => model.PhantomsOnly == true).Select(static model => model.Id).Order(StringComparer.Ordinal).ToList();
        if (miniatures.Count == 0) return Confinement.None;
        var phantoms = await stores.Phantoms.FindAsync(request, cancellationToken);
        if (phantoms is null && !request.Permissions.AllowMiniatures)
        {
            throw new ModelException(
                "miniature-on-real-data",
                $"model '{miniatures[0]}' knows phantoms alone, and no truth.json in {request.Root} or above it says that its images are phantoms: bring a real model (docs/how-to/use-your-own-models.md), or say --allow-miniatures for findings without any clinical meaning");
        }

        return new Confinement(miniatures, phantoms);
    }

    private IEnumerable<ModelManifest> Manifests(SynthesisRequest request) => Manifests(request, stores.OpenDataset(request).Modality);

    private IEnumerable<ModelManifest> Manifests(SynthesisRequest request, Modality modality)
    {
        if (request.Options.SimulatedMilliseconds is not null) return [];
        string[] models = modality.IsVolume()
            ? [SegmenterOf(request.Options, modality)]
            : [request.Options.Detector, request.Options.RadiographSegmenter];
        return models.Where(static id => id.Length > 0).Select(id => Manifest(request, id));
    }

    private static string SegmenterOf(SynthesisOptions options, Modality modality) => modality == Modality.Mr ? options.MrSegmenter : options.Segmenter;

    /// <summary>
    /// Read anew whenever a file of the model's folder has changed; the digests of large files take their time. A failure is not kept: a
    /// file may come back.
    /// </summary>
    private ModelManifest Manifest(SynthesisRequest request, string id) =>
        _manifests.Get((request.Models, id), [Path.Combine(request.Models, id)], static key => new ModelCatalog(key.Models).Load(key.Id));
}
