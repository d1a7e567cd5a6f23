using VividMed.Datasets;
using VividMed.Datasets.Inputs;
using VividMed.Grounding;
using VividMed.Grounding.Targets;
using VividMed.Imaging.Geometry;
using VividMed.Inference.Hosting;
using VividMed.Inference.Preparation;
using VividMed.Inference.Segmenters;
using VividMed.Reports;
using VividMed.Shards.Archives;
using VividMed.Storage.Cache;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>Segmenters on volumes: asked only for what the report mentions and cached prompt by prompt.</summary>
public sealed class VolumeLocalizer : StudyLocalizer
{
    private const string Preparation = "volume-3";
    private const string RenderingVersion = "volume-4";

    private readonly TargetTaxonomy _taxonomy;
    private readonly ModelLease<SegmenterModel> _segmenter;
    private readonly ResultCache _cache;
    private readonly ImageFactsCache _facts;
    private readonly long _before;

    /// <summary>Takes the lease over.</summary>
    public VolumeLocalizer(TargetTaxonomy taxonomy, ContentCache cache, ModelLease<SegmenterModel> segmenter)
    {
        (_taxonomy, _segmenter) = (taxonomy, segmenter);
        _cache = new ResultCache(cache, segmenter.Model.Manifest, segmenter.Model.ExecutionProvider, Preparation);
        _facts = new ImageFactsCache(cache, RenderingVersion);
        _before = segmenter.Model.Usage.Items;
    }

    public override IReadOnlyDictionary<string, string> Recipe => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["preparation"] = Preparation,
        ["provider"] = $"{_segmenter.Model.ExecutionProvider}",
        ["rendering"] = RenderingVersion,
        ["segmenter"] = $"{_segmenter.Model.Manifest.Id} {_segmenter.Model.Manifest.InferenceDigest}",
    };

    public override string Rendering => RenderingVersion;

    /// <summary>One volume has many windows, which are batched among themselves.</summary>
    public override int BatchSize => 1;

    public override int Lanes => _segmenter.Model.Sessions;

    public override int ReadAhead => Lanes;

    public override IReadOnlyDictionary<string, string> Models =>
        new Dictionary<string, string> { [_segmenter.Model.Manifest.Id] = _segmenter.Model.Description };

    public override long Inferences => _segmenter.Model.Usage.Items - _before;

    internal override async Task<ImageWork?> RecallAsync(
        TaggedStudy study, int index, string sha256, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        var digest = ImageInput.DigestOf(image, sha256);
        if (await _facts.FindAsync(digest, cancellationToken) is not { } facts) return null;
        var prompts = Prompts(study.Sought);
        var found = await FindAsync(digest, prompts, cancellationToken);
        return found.Count < prompts.Count ? null : new VolumeWork(facts.Describe(image, Member(study, index), sha256))
        {
            Fingerprint = facts.Fingerprint,
            LeftOut = facts.LeftOut,
            Asked = (prompts.Count, found.Count),
            Prompts = prompts,
            Found = found,
            Missing = [],
        };
    }

    internal override async Task<ImageWork> LoadAsync(
        TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        var digest = ImageInput.DigestOf(image, file.Sha256);
        var prompts = Prompts(study.Sought);
        var found = await FindAsync(digest, prompts, cancellationToken);
        var missing = prompts.Where(prompt => !found.ContainsKey(prompt)).ToList();
        var volume = StudyPictures.Volume(file, image, Modality, out var leftOut);
        var prepared = missing.Count > 0 ? _segmenter.Model.Prepare(volume) : null;
        // A volume that is too large is its study's trouble, and is told before the device has begun.
        if (prepared is not null) _segmenter.Model.Plan(prepared, volume.Grid, missing.Count);
        var facts = await _facts.FindAsync(digest, cancellationToken) ?? ImageFacts.Of(volume, Modality, StudyPictures.Acquisition(file, image), leftOut);
        await _facts.StoreAsync(digest, facts, cancellationToken);
        return new VolumeWork(facts.Describe(image, Member(study, index), file.Sha256))
        {
            Fingerprint = facts.Fingerprint,
            LeftOut = facts.LeftOut,
            Asked = (prompts.Count, found.Count),
            Grid = volume.Grid,
            Prompts = prompts,
            Found = found,
            Missing = missing,
            Prepared = prepared,
            Picture = picture ? StudyPictures.Encode(volume, file, image) : null,
        };
    }

    internal override byte[] Render(SourceFile file, StudyImage image) =>
        StudyPictures.Encode(StudyPictures.Volume(file, image, Modality), file, image);

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken)
    {
        foreach (var image in images.Cast<VolumeWork>())
        {
            image.Outlining = _segmenter.Model.SegmentPrepared(image.Prepared!, image.Grid!, image.Missing, cancellationToken);
            image.Prepared = null;
        }
    }

    public override async Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken)
    {
        var work = (VolumeWork)image;
        var digest = ImageInput.DigestOf(study.Study.Images[index], work.Facts.SourceSha256);
        foreach (var (prompt, segmentation) in work.Missing.Zip(work.Outlining?.Finish() ?? []))
        {
            var region = SegmentedRegion.From(segmentation);
            await _cache.StoreAsync(digest, Text(prompt), region, cancellationToken);
            work.Found[prompt] = region;
        }

        return [.. work.Prompts.Select(prompt => work.Found[prompt].ToCandidate(index, _segmenter.Model.Manifest.Id)).OfType<Candidate>()];
    }

    public override void Dispose() => _segmenter.Dispose();

    /// <summary>Of the volumes that the segmenter is for.</summary>
    private Modality Modality => _segmenter.Model.Manifest.Modality;

    private static string Member(TaggedStudy study, int index) => ShardNames.Image(study.Study.Id, index, volume: true);

    private async Task<Dictionary<SegmentationPrompt, SegmentedRegion>> FindAsync(
        string digest, List<SegmentationPrompt> prompts, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SegmentationPrompt, SegmentedRegion>();
        foreach (var prompt in prompts)
        {
            if (await _cache.FindAsync<SegmentedRegion>(digest, Text(prompt), cancellationToken) is { } known) found[prompt] = known;
        }

        return found;
    }

    private static string Text(SegmentationPrompt prompt) => $"{prompt.Target}/{prompt.Side}";

    private List<SegmentationPrompt> Prompts(TaggedReport report) =>
    [
        .. LocalizationTargets.For(report, _taxonomy, Modality)
            .SelectMany(target => Sides.Each(target.Side).Select(side => new SegmentationPrompt(target.Target, side)))
            .Distinct()
            .Where(_segmenter.Model.Supports),
    ];
}

/// <summary>A volume in a model's grid, with the prompts that nobody asked of it before; its own voxels are gone.</summary>
internal sealed class VolumeWork(SampleImage facts) : ImageWork(facts)
{
    /// <summary>The grid that masks are to be on; null where nothing is asked of the device.</summary>
    public VolumeGrid? Grid { get; init; }

    /// <summary>What the report asks for.</summary>
    public required IReadOnlyList<SegmentationPrompt> Prompts { get; init; }

    public required Dictionary<SegmentationPrompt, SegmentedRegion> Found { get; init; }

    public required IReadOnlyList<SegmentationPrompt> Missing { get; init; }

    public PreparedVolume? Prepared { get; set; }

    public PendingSegmentation? Outlining { get; set; }

    public override bool NeedsDevice => Missing.Count > 0;

    public override void Dispose()
    {
        Outlining?.Dispose();
        Prepared = null;
    }
}
