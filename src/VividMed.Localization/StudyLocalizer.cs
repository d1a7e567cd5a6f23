using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Fingerprints;

namespace VividMed.Localization;

/// <summary>How the images of one modality are loaded, run and stored. Load, Run and StoreAsync of different images overlap.</summary>
public abstract class StudyLocalizer : IDisposable
{
    /// <summary>Images handed to the device together.</summary>
    public abstract int BatchSize { get; }

    /// <summary>Calls of <see cref="Run"/> that do not wait for each other: one a GPU.</summary>
    public virtual int Lanes => 1;

    /// <summary>Images loaded ahead of the device: enough to keep it busy, few enough to bound memory.</summary>
    public abstract int ReadAhead { get; }

    /// <summary>Images and windows run so far.</summary>
    public abstract long Inferences { get; }

    /// <summary>What a simulation accounts for a device; nothing where models really run.</summary>
    public virtual TimeSpan Accounted => TimeSpan.Zero;

    /// <summary>By id which models run, and on what.</summary>
    public abstract IReadOnlyDictionary<string, string> Models { get; }

    /// <summary>
    /// All that decides what is found in an image, by name: which models, what they run on, how images are prepared. Part of a recipe.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Recipe { get; }

    /// <summary>Which images its models may see.</summary>
    public Confinement Confinement { get; init; } = Confinement.None;

    /// <summary>Names how files become pictures and facts; raised when that changes its output.</summary>
    public abstract string Rendering { get; }

    /// <summary>What is known of an image without opening its file; null where anything of it is missing.</summary>
    /// <param name="sha256">Of the image's file.</param>
    internal abstract Task<ImageWork?> RecallAsync(TaggedStudy study, int index, string sha256, CancellationToken cancellationToken);

    /// <summary>Decodes an image, looks into the cache for it, and prepares it where something is missing.</summary>
    /// <param name="picture">Whether its picture is wanted for the shard too.</param>
    internal abstract Task<ImageWork> LoadAsync(
        TaggedStudy study, int index, SourceFile file, bool picture, CancellationToken cancellationToken);

    /// <summary>An image as its shard holds it: PNG, or compressed NIfTI.</summary>
    internal abstract byte[] Render(SourceFile file, StudyImage image);

    /// <summary>Runs the models over images that need them. Only <see cref="Lanes"/> calls at a time.</summary>
    public abstract void Run(IReadOnlyList<ImageWork> images, CancellationToken cancellationToken);

    /// <summary>
    /// Makes results of what the device said, stores them in the cache, and returns all that the image has for its report.
    /// </summary>
    public abstract Task<IReadOnlyList<Candidate>> StoreAsync(
        TaggedStudy study, int index, ImageWork image, CancellationToken cancellationToken);

    public abstract void Dispose();
}

/// <summary>One image on its way through the stage: decoded and prepared by the loader, run by the device, stored by the writer.</summary>
public abstract class ImageWork : IDisposable
{
    protected ImageWork(SampleImage facts) => Facts = facts;

    /// <summary>What the record keeps of the image.</summary>
    public SampleImage Facts { get; }

    /// <summary>What the image looks like; null where it shows nothing.</summary>
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>Files beside the image that take no part, by reason; null where there are none.</summary>
    public IReadOnlyDictionary<string, int>? LeftOut { get; init; }

    /// <summary>Whether the device has anything to do; where not, the cache had it all.</summary>
    public abstract bool NeedsDevice { get; }

    /// <summary>Answers wanted of models, and how many of them the cache had.</summary>
    public required (int Answers, int CacheHits) Asked { get; init; }

    /// <summary>The image as its shard holds it; null where nobody asked for it.</summary>
    public byte[]? Picture { get; init; }

    /// <summary>Gives back what the device needed.</summary>
    public abstract void Dispose();
}
