using System.Collections.Concurrent;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging;
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

    public override async Task<ImageWork> LoadAsync(
        IDataset dataset, TaggedStudy study, int index, string digest, CancellationToken cancellationToken)
    {
        var image = study.Study.Images[index].Id;
        Started.Enqueue(image);
        lock (Started) MostAtOnce = Math.Max(MostAtOnce, ++_loading);
        await WhileLoading(image);
        lock (Started) _loading--;
        if (Damaged.Contains(image)) throw new ImageFormatException("truncated-pixel-data", "cut");
        var facts = new SampleImage(image, 10, 10, 1, SpacingMm: null, Affine: null, "PA", digest);
        var known = Cached.Contains(image);
        var work = new PlayedImage(facts, needsDevice: !known) { Asked = (1, known ? 1 : 0) };
        Loaded.Add(work);
        return work;
    }

    public override void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken) =>
        Ran.AddRange(images.Select(static image => image.Facts.Member));

    public override Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken)
    {
        if (Unstorable.Contains(image.Facts.Member)) throw new IOException("the disk is full");
        Stored.Add(image.Facts.Member);
        var found = new Candidate(index, "lung nodule", Side.None, Imaging.Geometry.Box.Flat(0, 0, 1, 1), Mask: null, 0.5, "played");
        return Task.FromResult<IReadOnlyList<Candidate>>([found]);
    }

    public override void Dispose()
    {
    }
}

/// <summary>An image on its way that knows whether it was given back.</summary>
internal sealed class PlayedImage(SampleImage facts, bool needsDevice) : ImageWork(facts)
{
    public bool IsDisposed { get; private set; }

    public override bool NeedsDevice => needsDevice;

    public override void Dispose() => IsDisposed = true;
}
