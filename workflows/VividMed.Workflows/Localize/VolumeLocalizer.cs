using System.Text.Json;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Inference;
using VividMed.Reports;
using VividMed.Shards;

namespace VividMed.Workflows;

/// <summary>Promptable segmenters on volumes: one mask a prompt, asked only for what the report mentions and cached prompt by prompt.</summary>
internal sealed class VolumeLocalizer(PipelineEnvironment environment, SynthesisRequest request) : StudyLocalizer
{
    /// <summary>Part of the cache key: raised when decoding or preparation change their output.</summary>
    private const string Preparation = "volume-2";

    private readonly SegmenterModel _segmenter = environment.OpenSegmenter(request);
    private readonly Taxonomy _taxonomy = environment.OpenTaxonomy(request);
    private readonly ContentCache _cache = new(environment.OpenStore(request.Out));

    public override int BatchSize => 1;

    public override LoadedImage Load(IDataset dataset, string study, int index, StudyImage image, string digest)
    {
        var volume = StudyPictures.Volume(dataset, image);
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        var facts = new SampleImage(
            ShardNames.Image(study, index, volume: true), volume.Width, volume.Height, volume.Depth, [dx, dy, dz], volume.VoxelToWorld, image.View, digest);
        return new LoadedImage(facts, Radiograph: null, volume);
    }

    public override async Task<IReadOnlyList<LocalizedStudy>> LocalizeAsync(IReadOnlyList<LoadedStudy> studies, CancellationToken cancellation)
    {
        var localized = new List<LocalizedStudy>(studies.Count);
        foreach (var study in studies)
        {
            var prompts = Prompts(study.Tagged.Report);
            var candidates = new List<Candidate>();
            for (var i = 0; i < study.Images.Count; i++) candidates.AddRange(await SegmentAsync(study.Images[i], i, prompts, cancellation));
            localized.Add(new LocalizedStudy(study.Tagged.Study.Id, [.. study.Images.Select(image => image.Facts)], candidates));
        }

        return localized;
    }

    private List<SegmentationPrompt> Prompts(TaggedReport report)
    {
        var known = _segmenter.Manifest.Labels.Select(label => new SegmentationPrompt(label.Target, label.Side)).ToHashSet();
        return
        [
            .. LocalizationTargets.For(report, _taxonomy, SampleModality.Ct)
                .SelectMany(target => Sides.Expand(target.Side).Select(side => new SegmentationPrompt(target.Target, side)))
                .Distinct()
                .Where(known.Contains),
        ];
    }

    private async Task<IEnumerable<Candidate>> SegmentAsync(LoadedImage image, int index, IReadOnlyList<SegmentationPrompt> prompts, CancellationToken cancellation)
    {
        var found = new Dictionary<SegmentationPrompt, SegmentedRegion>();
        foreach (var prompt in prompts)
        {
            if (await _cache.GetAsync(KeyOf(image, prompt), cancellation) is { } known) found[prompt] = JsonSerializer.Deserialize<SegmentedRegion>(known, PipelineJson.Options)!;
        }

        var missing = prompts.Where(prompt => !found.ContainsKey(prompt)).ToList();
        if (missing.Count > 0)
        {
            foreach (var (prompt, segmentation) in missing.Zip(_segmenter.Segment(image.Volume!, missing, cancellation)))
            {
                var region = SegmentedRegion.From(segmentation);
                var content = JsonSerializer.SerializeToUtf8Bytes(region, PipelineJson.Options);
                await _cache.GetOrAddAsync(KeyOf(image, prompt), _ => Task.FromResult(content), cancellation);
                found[prompt] = region;
            }
        }

        return prompts.Select(prompt => found[prompt].ToCandidate(index, _segmenter.Manifest.Id)).OfType<Candidate>();
    }

    private CacheKey KeyOf(LoadedImage image, SegmentationPrompt prompt) => CacheKey.From(
        ("image", image.Facts.SourceSha256),
        ("model", _segmenter.Manifest.InferenceDigest),
        ("provider", _segmenter.ExecutionProvider.ToString()),
        ("preparation", Preparation),
        ("target", prompt.Target),
        ("side", prompt.Side.ToString()));
}
