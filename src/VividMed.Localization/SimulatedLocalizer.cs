using System.Buffers.Binary;
using VividMed.Datasets;
using VividMed.Datasets.Inputs;
using VividMed.Grounding;
using VividMed.Grounding.Targets;
using VividMed.Imaging.Geometry;
using VividMed.Shards.Archives;
using VividMed.Storage.Cache;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>
/// Stands in for the models on radiographs where a run is measured and not made: reads, renders and caches as they do, finds a box that the
/// image's digest decides for whatever the report mentions, and accounts what a device would have taken without taking it.
/// </summary>
/// <param name="each">What a device is accounted for each image.</param>
public sealed class SimulatedLocalizer(TargetTaxonomy taxonomy, ContentCache cache, TimeSpan each) : StudyLocalizer
{
    private const string Name = "simulated";
    private const string RenderingVersion = RadiographLocalizer.RenderingVersion;

    private readonly ImageFactsCache _facts = new(cache, RenderingVersion);
    private long _inferences;

    public override int BatchSize => 16;

    public override int ReadAhead => 32;

    public override long Inferences => _inferences;

    public override TimeSpan Accounted => _inferences * each;

    public override IReadOnlyDictionary<string, string> Models =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [Name] = "no model at all: regions mean nothing" };

    public override IReadOnlyDictionary<string, string> Recipe => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["detector"] = Name,
        ["preparation"] = "none",
        ["provider"] = "none",
        ["rendering"] = RenderingVersion,
    };

    public override string Rendering => RenderingVersion;

    internal override async Task<ImageWork?> RecallAsync(TaggedStudy study, int index, string sha256, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        return await _facts.FindAsync(ImageInput.DigestOf(image, sha256), cancellationToken) is { } facts
            ? new SimulatedWork(facts.Describe(image, Member(study, index), sha256), isNew: false) { Fingerprint = facts.Fingerprint, Asked = (1, 1) }
            : null;
    }

    internal override async Task<ImageWork> LoadAsync(
        TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index];
        var digest = ImageInput.DigestOf(image, file.Sha256);
        var known = await _facts.FindAsync(digest, cancellationToken);
        var rendered = StudyPictures.Radiograph(file, image);
        var facts = known ?? ImageFacts.Of(rendered);
        if (known is null) await _facts.StoreAsync(digest, facts, cancellationToken);
        return new SimulatedWork(facts.Describe(image, Member(study, index), file.Sha256), isNew: known is null)
        {
            Fingerprint = facts.Fingerprint,
            Asked = (1, known is null ? 0 : 1),
            Picture = picture ? StudyPictures.Encode(rendered.Picture) : null,
        };
    }

    internal override byte[] Render(SourceFile file, StudyImage image) => StudyPictures.Encode(StudyPictures.Radiograph(file, image).Picture);

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken) => Interlocked.Add(ref _inferences, images.Count);

    public override Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Candidate>>(
    [
        .. LocalizationTargets.For(study.Sought, taxonomy, Modality.Cxr)
            .Select(static target => target.Target)
            .Distinct(StringComparer.Ordinal)
            .Select((target, number) => new Candidate(index, target, Side.None, BoxIn(image.Facts, number), Mask: null, 0.5, Name)),
    ]);

    public override void Dispose()
    {
    }

    private static string Member(TaggedStudy study, int index) => ShardNames.Image(study.Study.Id, index, volume: false);

    private static Box BoxIn(SampleImage image, int number)
    {
        var digest = Convert.FromHexString(image.SourceSha256);
        var at = BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(4 * (number % 8)));
        var (x, y) = (at % (uint)image.Width, (at >> 16) % (uint)image.Height);
        return Box.Flat(x, y, Math.Min(image.Width, x + 1 + (image.Width / 4)), Math.Min(image.Height, y + 1 + (image.Height / 4)));
    }
}

/// <summary>An image on its way past a device that is not there.</summary>
internal sealed class SimulatedWork(SampleImage facts, bool isNew) : ImageWork(facts)
{
    public override bool NeedsDevice => isNew;

    public override void Dispose()
    {
    }
}
