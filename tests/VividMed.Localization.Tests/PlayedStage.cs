using System.Collections.Concurrent;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Localization.Tests;

/// <summary>A localizer without models: finds one box an image, and fails where it is told to.</summary>
internal sealed class PlayedStage : StudyLocalizer
{
    private int _loading;

    public int Batch { get; init; } = 4;

    public int Ahead { get; init; } = 2;

    /// <summary>Images whose file is damaged.</summary>
    public IReadOnlySet<string> Damaged { get; init; } = new HashSet<string>();

    /// <summary>Images whose results cannot be stored, for no reason of their own.</summary>
    public IReadOnlySet<string> Unstorable { get; init; } = new HashSet<string>();

    /// <summary>Images that the cache has.</summary>
    public IReadOnlySet<string> Cached { get; init; } = new HashSet<string>();

    /// <summary>What happens while an image is loaded.</summary>
    public Func<string, Task> WhileLoading { get; init; } = static _ => Task.CompletedTask;

    public ConcurrentQueue<string> Started { get; } = [];

    public ConcurrentBag<PlayedImage> Loaded { get; } = [];

    public List<string> Ran { get; } = [];

    public List<string> Stored { get; } = [];

    public int MostAtOnce { get; private set; }

    public override int BatchSize => Batch;

    public override int ReadAhead => Ahead;

    public override long Inferences => Ran.Count;

    public override IReadOnlyDictionary<string, string> Models =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["played"] = "on nothing" };

    /// <summary>The share that the images lie on breaks while one of them is loaded.</summary>
    public static Func<string, Task> BreaksAt(string broken) =>
        image => image == broken ? Task.FromException(new IOException("the share is gone")) : Task.CompletedTask;

    public override string Rendering => "played-1";

    public override IReadOnlyDictionary<string, string> Recipe => new Dictionary<string, string>(StringComparer.Ordinal) { ["rendering"] = Rendering };

    /// <summary>Images whose facts and results are known without their files.</summary>
    public IReadOnlySet<string> Recalled { get; init; } = new HashSet<string>();

    internal override Task<ImageWork?> RecallAsync(TaggedStudy study, int index, string sha256, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index].Id;
        if (!Recalled.Contains(image)) return Task.FromResult<ImageWork?>(null);
        var work = new PlayedImage(Facts(study, index, sha256), needsDevice: false) { Asked = (1, 1) };
        Loaded.Add(work);
        return Task.FromResult<ImageWork?>(work);
    }

    internal override byte[] Render(SourceFile file, StudyImage image) => [.. "picture of "u8, .. file.Content];

    internal override async Task<ImageWork> LoadAsync(
        TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index].Id;
        Started.Enqueue(image);
        lock (Started) MostAtOnce = Math.Max(MostAtOnce, ++_loading);
        await WhileLoading(image);
        lock (Started) _loading--;
        if (Damaged.Contains(image)) throw new ImageFormatException("truncated-pixel-data", "cut");
        var known = Cached.Contains(image);
        var work = new PlayedImage(Facts(study, index, file.Sha256), needsDevice: !known)
        {
            Asked = (1, known ? 1 : 0),
            Picture = picture ? Render(file, study.Study.Images[index]) : null,
        };
        Loaded.Add(work);
        return work;
    }

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken) =>
        Ran.AddRange(images.Select(static image => Path.GetFileNameWithoutExtension(image.Facts.Member)));

    public override Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken)
    {
        var name = study.Study.Images[index].Id;
        if (Unstorable.Contains(name)) throw new IOException("the disk is full");
        Stored.Add(name);
        var found = new Candidate(index, "lung nodule", Side.None, Imaging.Geometry.Box.Flat(0, 0, 1, 1), Mask: null, 0.5, "played");
        return Task.FromResult<IReadOnlyList<Candidate>>([found]);
    }

    public override void Dispose()
    {
    }

    private static SampleImage Facts(TaggedStudy study, int index, string sha256) =>
        new(ShardNames.Image(study.Study.Id, index, volume: false), 10, 10, 1, SpacingMm: null, Affine: null, "PA", sha256);
}

/// <summary>An image on its way that knows whether it was given back.</summary>
internal sealed class PlayedImage(SampleImage facts, bool needsDevice) : ImageWork(facts)
{
    public bool IsDisposed { get; private set; }

    public override bool NeedsDevice => needsDevice;

    public override void Dispose() => IsDisposed = true;
}
