using System.Text.Json;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Shards;

namespace VividMed.Workflows;

/// <summary>Detectors on radiographs: one pass finds every class, so it is cached whole and filtered by what each report mentions.</summary>
internal sealed class RadiographLocalizer(PipelineEnvironment environment, SynthesisRequest request) : StudyLocalizer
{
    /// <summary>Part of the cache key: raised when decoding or preparation change their output.</summary>
    private const string Preparation = "radiograph-1";

    private readonly DetectorModel _detector = environment.OpenDetector(request);
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
        var found = await DetectAsync([.. studies.SelectMany(study => study.Images).DistinctBy(image => image.Facts.SourceSha256)], cancellation);
        return [.. studies.Select(study => Localize(study, found))];
    }

    private LocalizedStudy Localize(LoadedStudy study, Dictionary<string, IReadOnlyList<Detection>> found)
    {
        var wanted = LocalizationTargets.For(study.Tagged.Report, _taxonomy, SampleModality.Cxr).Select(target => target.Target).ToHashSet();
        var candidates = study.Images.SelectMany((image, index) => found[image.Facts.SourceSha256]
            .Where(detection => wanted.Contains(detection.Target))
            .Select(detection => new Candidate(index, detection.Target, Sides.From(detection.Side), detection.Box, Mask: null, detection.Score, _detector.Manifest.Id)));
        return new LocalizedStudy(study.Tagged.Study.Id, [.. study.Images.Select(image => image.Facts)], [.. candidates]);
    }

    private async Task<Dictionary<string, IReadOnlyList<Detection>>> DetectAsync(IReadOnlyList<LoadedImage> images, CancellationToken cancellation)
    {
        var found = new Dictionary<string, IReadOnlyList<Detection>>();
        foreach (var image in images)
        {
            if (await _cache.GetAsync(KeyOf(image), cancellation) is { } known) found[image.Facts.SourceSha256] = JsonSerializer.Deserialize<Detection[]>(known, PipelineJson.Options)!;
        }

        var missing = images.Where(image => !found.ContainsKey(image.Facts.SourceSha256)).ToList();
        var detected = _detector.Detect([.. missing.Select(image => image.Radiograph!)], cancellation);
        foreach (var (image, detections) in missing.Zip(detected))
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(detections, PipelineJson.Options);
            await _cache.GetOrAddAsync(KeyOf(image), _ => Task.FromResult(content), cancellation);
            found[image.Facts.SourceSha256] = detections;
        }

        return found;
    }

    private CacheKey KeyOf(LoadedImage image) => CacheKey.From(
        ("image", image.Facts.SourceSha256),
        ("model", _detector.Manifest.Digest),
        ("provider", _detector.ExecutionProvider.ToString()),
        ("preparation", Preparation));
}
