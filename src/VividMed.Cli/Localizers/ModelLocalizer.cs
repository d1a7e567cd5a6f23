using VividMed.Cli.Images;
using VividMed.Grounding;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging.Masks;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Models;
using VividMed.Inference.Segmenters;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Localizers;

/// <summary>
/// The models of a folder as external localizer of one image: detectors and segmenters, the first one by id that has a class for what is asked. A model is opened
/// when it is first needed, and a detector looks at the image once.
/// </summary>
internal sealed class ModelLocalizer(ModelCatalog catalog, TargetTaxonomy taxonomy, ReadImage image, Func<ExecutionOptions> execution) : IDisposable
{
    private const int MostBoxes = 6;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoadedModel> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<DetectedBox>> _detected = new(StringComparer.Ordinal);
    private List<CatalogEntry>? _entries;

    /// <summary>Where the image shows what is called for; a failure where no model has a class for it.</summary>
    public LocalizerAnswer Find(LocalizerCall call, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Whoever waited for a call that was given up may have been given up too.
            cancellationToken.ThrowIfCancellationRequested();
            _entries ??= [.. catalog.Entries()];
            var models = _entries.Select(static entry => entry.Manifest).OfType<ModelManifest>().Where(manifest => manifest.Modality == image.Modality).ToList();
            if (models.Count == 0) return LocalizerAnswer.Failed(LocalizerFailure.NoLocalizer, Told($"no model for {image.Modality.Code()}"));
            if (TargetNames.Find(taxonomy, call.Name) is not { } target) return LocalizerAnswer.Failed(LocalizerFailure.UnknownName, "the taxonomy has no such name");
            foreach (var manifest in models)
            {
                if (LocalizerLabels.For(manifest.Labels, target.Id, call.Side) is { Count: > 0 } labels) return Ask(manifest, labels, call.Side, cancellationToken);
            }

            return LocalizerAnswer.Failed(LocalizerFailure.NoSuchClass, Told($"no class for {target.Id} in {string.Join(", ", models.Select(static model => model.Id))}"));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var model in _open.Values) model.Dispose();
            _open.Clear();
        }
    }

    private LocalizerAnswer Ask(ModelManifest manifest, IReadOnlyList<ModelLabel> labels, Side side, CancellationToken cancellationToken)
    {
        var name = $"{manifest.Id} {manifest.Version}";
        // Where the model's class has no side, its places have.
        var wanted = labels.All(label => label.Side == side) ? Side.None : side;
        if (manifest.Kind == ModelKind.Detector)
        {
            var boxes = Detect(manifest, cancellationToken)
                .Where(box => labels.Any(label => label.Target == box.Target && label.Side == box.Side))
                .Select(static box => new ScoredBox(box.Box, box.Score)).Where(box => IsOn(wanted, box));
            return new LocalizerAnswer(name, [.. boxes.OrderByDescending(static box => box.Score).Take(MostBoxes)]);
        }

        var parts = Segment(manifest, labels, cancellationToken)
            .SelectMany(static found => MaskComponents.Split(found.Mask).Select(part => (Mask: part, Box: new ScoredBox(part.Bounds()!.Value, found.Score))))
            .Where(part => IsOn(wanted, part.Box)).ToList();
        return new LocalizerAnswer(name, [.. parts.Take(MostBoxes).Select(static part => part.Box)], parts.Count == 0 ? null : parts.Select(static part => part.Mask).Aggregate(static (all, next) => all.Or(next)));
    }

    private IReadOnlyList<DetectedBox> Detect(ModelManifest manifest, CancellationToken cancellationToken)
    {
        if (_detected.TryGetValue(manifest.Id, out var known)) return known;
        return _detected[manifest.Id] = Open(manifest, DetectorModel.Open).Detect([image.Radiograph!], cancellationToken)[0];
    }

    private IEnumerable<Segmentation> Segment(ModelManifest manifest, IReadOnlyList<ModelLabel> labels, CancellationToken cancellationToken) => image.Volume is { } volume
        ? Open(manifest, SegmenterModel.Open).Segment(volume, [.. labels.Select(static label => new SegmentationPrompt(label.Target, label.Side))], cancellationToken)
        : Open(manifest, RadiographSegmenterModel.Open).Segment(image.Radiograph!, cancellationToken).Where(found => labels.Any(label => label.Target == found.Target && label.Side == found.Side));

    private T Open<T>(ModelManifest manifest, Func<ModelManifest, ExecutionOptions, T> open)
        where T : LoadedModel
    {
        if (!_open.TryGetValue(manifest.Id, out var model)) _open[manifest.Id] = model = open(manifest, execution());
        return (T)model;
    }

    private bool IsOn(Side side, ScoredBox box) => side == Side.None || ImageSides.Of(Described(), box.Box) == side;

    private SampleImage Described()
    {
        var (width, height, depth) = image.ForModel.Size;
        return new SampleImage("", width, height, depth, null, image.Volume?.VoxelToWorld, "", "");
    }

    /// <summary>With the models that cannot be used: one of them may be the one that is missed.</summary>
    private string Told(string reason)
    {
        var broken = _entries!.Where(static entry => entry.Problem is not null).Select(static entry => $"{entry.Id} cannot be used ({entry.Problem!.Code})");
        return string.Join("; ", broken.Prepend(reason));
    }
}
