using VividMed.Datasets;
using VividMed.Datasets.Inputs;
using VividMed.Grounding;
using VividMed.Grounding.Targets;
using VividMed.Inference.Detectors;
using VividMed.Inference.Hosting;
using VividMed.Inference.Preparation;
using VividMed.Inference.Segmenters;
using VividMed.Shards.Archives;
using VividMed.Storage.Cache;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>
/// Models on radiographs: a detector for findings and, where the run has one, a segmenter for anatomy. One pass finds every class, so
/// results are cached whole and filtered by what each report mentions.
/// </summary>
public sealed class RadiographLocalizer : StudyLocalizer
{
    internal const string RenderingVersion = "radiograph-4";
    private const string Preparation = "radiograph-2";

    private readonly TargetTaxonomy _taxonomy;
    private readonly ModelLease<DetectorModel> _detector;
    private readonly ModelLease<RadiographSegmenterModel>? _anatomy;
    private readonly ResultCache _found;
    private readonly ResultCache? _outlined;
    private readonly ImageFactsCache _facts;
    private readonly long _before;

    /// <summary>Takes the leases over.</summary>
    /// <param name="anatomy">The model that outlines anatomy; null where the run has none.</param>
    public RadiographLocalizer(
        TargetTaxonomy taxonomy, ContentCache cache, ModelLease<DetectorModel> detector, ModelLease<RadiographSegmenterModel>? anatomy)
    {
        (_taxonomy, _detector, _anatomy) = (taxonomy, detector, anatomy);
        _found = new ResultCache(cache, detector.Model.Manifest, detector.Model.ExecutionProvider, Preparation);
        _outlined = anatomy is null ? null : new ResultCache(cache, anatomy.Model.Manifest, anatomy.Model.ExecutionProvider, Preparation);
        _facts = new ImageFactsCache(cache, RenderingVersion);
        _before = Items;
    }

    public override IReadOnlyDictionary<string, string> Recipe
    {
        get
        {
            var recipe = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["detector"] = $"{_detector.Model.Manifest.Id} {_detector.Model.Manifest.InferenceDigest}",
                ["preparation"] = Preparation,
                ["provider"] = $"{_detector.Model.ExecutionProvider}",
                ["rendering"] = RenderingVersion,
            };
            if (_anatomy is not null) recipe["anatomy"] = $"{_anatomy.Model.Manifest.Id} {_anatomy.Model.Manifest.InferenceDigest}";
            return recipe;
        }
    }

    public override string Rendering => RenderingVersion;

    /// <summary>The models' own limit: batches are never put together from more.</summary>
    public override int BatchSize => _detector.Model.BatchSize;

    public override int Lanes => _detector.Model.Sessions;

    public override int ReadAhead => 2 * BatchSize * Lanes;

    public override IReadOnlyDictionary<string, string> Models
    {
        get
        {
            var models =
                new Dictionary<string, string>(StringComparer.Ordinal) { [_detector.Model.Manifest.Id] = _detector.Model.Description };
            if (_anatomy is not null) models[_anatomy.Model.Manifest.Id] = _anatomy.Model.Description;
            return models;
        }
    }

    public override long Inferences => Items - _before;

    /// <summary>Results wanted of each image.</summary>
    private int Answers => _anatomy is null ? 1 : 2;

    private long Items => _detector.Model.Usage.Items + (_anatomy?.Model.Usage.Items ?? 0);

    internal override async Task<ImageWork?> RecallAsync(
        TaggedStudy study, int index, string sha256, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        var known = await FindAsync(ImageInput.DigestOf(image, sha256), cancellationToken);
        return known is { Facts: { } facts, Found: not null } && (_anatomy is null || known.Outlined is not null)
            ? new RadiographWork(facts.Describe(image, Member(study, index), sha256))
            {
                Fingerprint = facts.Fingerprint,
                Asked = (Answers, Answers),
                Found = known.Found,
                Outlined = known.Outlined,
            }
            : null;
    }

    internal override async Task<ImageWork> LoadAsync(
        TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        var digest = ImageInput.DigestOf(image, file.Sha256);
        var (facts, found, outlined) = await FindAsync(digest, cancellationToken);
        var rendered = StudyPictures.Radiograph(file, image);
        if (facts is null)
        {
            facts = ImageFacts.Of(rendered);
            await _facts.StoreAsync(digest, facts, cancellationToken);
        }

        return new RadiographWork(facts.Describe(image, Member(study, index), file.Sha256))
        {
            Fingerprint = facts.Fingerprint,
            Asked = (Answers, (found is null ? 0 : 1) + (outlined is null ? 0 : 1)),
            Found = found,
            Outlined = outlined,
            ForDetector = found is null ? _detector.Model.Prepare(rendered.Picture) : null,
            ForAnatomy = _anatomy is not null && outlined is null ? _anatomy.Model.Prepare(rendered.Picture) : null,
            Picture = picture ? StudyPictures.Encode(rendered.Picture) : null,
        };
    }

    internal override byte[] Render(SourceFile file, StudyImage image) =>
        StudyPictures.Encode(StudyPictures.Radiograph(file, image).Picture);

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken)
    {
        var searched = images.Cast<RadiographWork>().Where(static image => image.ForDetector is not null).ToList();
        foreach (var (image, found) in searched.Zip(_detector.Model.DetectPrepared([.. searched.Select(static image => image.ForDetector!)], cancellationToken))) image.Found = found;
        if (_anatomy is null) return;

        var outlined = images.Cast<RadiographWork>().Where(static image => image.ForAnatomy is not null).ToList();
        foreach (var (image, outlining) in outlined.Zip(_anatomy.Model.SegmentPrepared([.. outlined.Select(static image => image.ForAnatomy!)], cancellationToken))) image.Outlining = outlining;
    }

    public override async Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken)
    {
        var work = (RadiographWork)image;
        var digest = ImageInput.DigestOf(study.Study.Images[index], work.Facts.SourceSha256);
        if (work.ForDetector is not null) await _found.StoreAsync(digest, "", work.Found, cancellationToken);
        if (work.Outlining is not null)
        {
            work.Outlined = [.. work.Outlining.Finish().Select(SegmentedRegion.From)];
            await _outlined!.StoreAsync(digest, "", work.Outlined, cancellationToken);
        }

        var wanted = LocalizationTargets.For(study.Sought, _taxonomy, Modality.Cxr, _anatomy is not null)
            .Select(target => target.Target)
            .ToHashSet();
        var denied = DeniedTargets.OnRadiograph(study.Sought, _taxonomy);
        return
        [
            .. work.Found!
                .Where(detection => wanted.Contains(detection.Target) || denied.Contains(detection.Target))
                .Select(detection => new Candidate(index, detection.Target, detection.Side, detection.Box, Mask: null, detection.Score, _detector.Model.Manifest.Id)),
            .. (work.Outlined ?? [])
                .Where(region => wanted.Contains(region.Target))
                .Select(region => region.ToCandidate(index, _anatomy!.Model.Manifest.Id))
                .OfType<Candidate>(),
        ];
    }

    public override void Dispose()
    {
        _detector.Dispose();
        _anatomy?.Dispose();
    }

    private static string Member(TaggedStudy study, int index) => ShardNames.Image(study.Study.Id, index, volume: false);

    private async Task<(ImageFacts? Facts, DetectedBox[]? Found, SegmentedRegion[]? Outlined)> FindAsync(
        string digest, CancellationToken cancellationToken) =>
        (await _facts.FindAsync(digest, cancellationToken),
            await _found.FindAsync<DetectedBox[]>(digest, "", cancellationToken),
            _outlined is null ? null : await _outlined.FindAsync<SegmentedRegion[]>(digest, "", cancellationToken));
}

/// <summary>A radiograph: a tensor for each model that has not seen it yet, and what each has found.</summary>
internal sealed class RadiographWork(SampleImage facts) : ImageWork(facts)
{
    public PreparedRadiograph? ForDetector { get; init; }

    public PreparedRadiograph? ForAnatomy { get; init; }

    public IReadOnlyList<DetectedBox>? Found { get; set; }

    /// <summary>Null where no model outlines anatomy.</summary>
    public IReadOnlyList<SegmentedRegion>? Outlined { get; set; }

    public PendingSegmentation? Outlining { get; set; }

    public override bool NeedsDevice => ForDetector is not null || ForAnatomy is not null;

    public override void Dispose()
    {
        ForDetector?.Dispose();
        ForAnatomy?.Dispose();
        Outlining?.Dispose();
    }
}
