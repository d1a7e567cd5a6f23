using System.Text.Json;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Shards;

namespace VividMed.Workflows;

/// <summary>
/// Models on radiographs: a detector for findings and, where the run has one, a segmenter for anatomy. One pass finds every class, so
/// results are cached whole and filtered by what each report mentions.
/// </summary>
internal sealed class RadiographLocalizer(PipelineEnvironment environment, SynthesisRequest request) : StudyLocalizer
{
    /// <summary>Part of the cache key: raised when decoding or preparation change their output.</summary>
    private const string Preparation = "radiograph-2";

    private readonly DetectorModel _detector = environment.OpenDetector(request);
    private readonly RadiographSegmenterModel? _anatomy = environment.OpenRadiographSegmenter(request);
    private readonly Taxonomy _taxonomy = environment.OpenTaxonomy(request);
    private readonly ContentCache _cache = new(environment.OpenStore(request.Out));

    public override int BatchSize => 8;

    public override LoadedImage Load(IDataset dataset, string study, int index, StudyImage image, string digest)
    {
        var picture = StudyPictures.Radiograph(dataset, image);
        var facts = new SampleImage(ShardNames.Image(study, index, volume: false), picture.Width, picture.Height, 1, SpacingMm: null, Affine: null, image.View, digest);
        return new LoadedImage(facts, picture, Volume: null);
    }

    public override async Task<IReadOnlyList<LocalizedStudy>> LocalizeAsync(IReadOnlyList<LoadedStudy> studies, CancellationToken cancellation)
    {
        var images = studies.SelectMany(study => study.Images).DistinctBy(image => image.Facts.SourceSha256).ToList();
        var found = await FindAsync(images, _detector.Manifest, _detector.ExecutionProvider, missing => _detector.Detect([.. missing.Select(image => image.Radiograph!)], cancellation), cancellation);
        if (_anatomy is null) return [.. studies.Select(study => Localize(study, found, anatomy: null))];

        var outlined = await FindAsync(images, _anatomy.Manifest, _anatomy.ExecutionProvider, missing => Segment(_anatomy, missing, cancellation), cancellation);
        return [.. studies.Select(study => Localize(study, found, outlined))];
    }

    private LocalizedStudy Localize(LoadedStudy study, Dictionary<string, IReadOnlyList<Detection>> found, Dictionary<string, IReadOnlyList<SegmentedRegion>>? anatomy)
    {
        var wanted = LocalizationTargets.For(study.Tagged.Report, _taxonomy, SampleModality.Cxr, anatomy is not null).Select(target => target.Target).ToHashSet();
        var candidates = study.Images.SelectMany((image, index) =>
            found[image.Facts.SourceSha256]
                .Where(detection => wanted.Contains(detection.Target))
                .Select(detection => new Candidate(index, detection.Target, Sides.From(detection.Side), detection.Box, Mask: null, detection.Score, _detector.Manifest.Id))
                .Concat((anatomy?[image.Facts.SourceSha256] ?? [])
                    .Where(region => wanted.Contains(region.Target))
                    .Select(region => region.ToCandidate(index, _anatomy!.Manifest.Id))
                    .OfType<Candidate>()));
        return new LocalizedStudy(study.Tagged.Study.Id, [.. study.Images.Select(image => image.Facts)], [.. candidates]);
    }

    private static List<IReadOnlyList<SegmentedRegion>> Segment(RadiographSegmenterModel model, IReadOnlyList<LoadedImage> images, CancellationToken cancellation) =>
        [.. images.Select(image => (IReadOnlyList<SegmentedRegion>)[.. model.Segment(image.Radiograph!, cancellation).Select(SegmentedRegion.From)])];

    /// <summary>What a model finds in each image, by the image's digest: from the cache where it has it.</summary>
    private async Task<Dictionary<string, IReadOnlyList<T>>> FindAsync<T>(
        IReadOnlyList<LoadedImage> images,
        ModelManifest model,
        ExecutionProvider provider,
        Func<IReadOnlyList<LoadedImage>, IReadOnlyList<IReadOnlyList<T>>> run,
        CancellationToken cancellation)
    {
        var found = new Dictionary<string, IReadOnlyList<T>>();
        foreach (var image in images)
        {
            if (await _cache.GetAsync(KeyOf(image, model, provider), cancellation) is { } known) found[image.Facts.SourceSha256] = JsonSerializer.Deserialize<T[]>(known, PipelineJson.Options)!;
        }

        var missing = images.Where(image => !found.ContainsKey(image.Facts.SourceSha256)).ToList();
        foreach (var (image, results) in missing.Zip(missing.Count == 0 ? [] : run(missing)))
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(results, PipelineJson.Options);
            await _cache.GetOrAddAsync(KeyOf(image, model, provider), _ => Task.FromResult(content), cancellation);
            found[image.Facts.SourceSha256] = results;
        }

        return found;
    }

    private static CacheKey KeyOf(LoadedImage image, ModelManifest model, ExecutionProvider provider) => CacheKey.From(
        ("image", image.Facts.SourceSha256),
        ("model", model.InferenceDigest),
        ("provider", provider.ToString()),
        ("preparation", Preparation));
}
