using System.Text.Json.Serialization;
using System.Threading.Channels;
using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Grounding;
using VividMed.Imaging.Fingerprints;
using VividMed.Reports;
using VividMed.Shards.Buckets;

namespace VividMed.Localization;

/// <summary>
/// Runs the models over the images of some studies. Three parts overlap, with bounded queues between them: loaders decode and prepare, the
/// device runs images of several studies together, a writer makes and stores the results. Only targets that a report mentions are asked
/// for, and only what the cache does not have.
/// </summary>
public static class LocalizationRun
{
    /// <summary>The stage that quarantine records name.</summary>
    public const string Stage = "localize";

    /// <param name="loaders">Images decoded at the same time.</param>
    /// <param name="shelf">Where the images' pictures are wanted; null where nobody wants them.</param>
    /// <param name="time">Tells when a file was read.</param>
    public static async Task<LocalizationResult> OverAsync(
        IDataset dataset, IReadOnlyList<TaggedStudy> studies, StudyLocalizer localizer, int loaders, PictureShelf? shelf = null,
        TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        if (shelf is null || await shelf.HoldsAsync(studies, localizer.Rendering, cancellationToken))
        {
            var loader = new ImageLoader(dataset, localizer, loaders, pictures: false, time ?? TimeProvider.System);
            var results = await RunAsync(loader, studies, localizer, new LocalizedStudies(localizer, pictures: null), cancellationToken);
            if (shelf is null || results.Done.Count == 0) return Result(results, localizer, pictures: null);
            var file = await shelf.FindOrMakeAsync(dataset, studies, results.Done, localizer, cancellationToken);
            if (file is not null) return Result(results, localizer, file);
            // A file changed while the run worked on it: all are worked on as they are now.
        }

        await using var pictures = await shelf.StageAsync(cancellationToken);
        var reader = new ImageLoader(dataset, localizer, loaders, pictures: true, time ?? TimeProvider.System);
        var read = await RunAsync(reader, studies, localizer, new LocalizedStudies(localizer, pictures), cancellationToken);
        return Result(
            read, localizer, read.Done.Count == 0 ? null : await shelf.PublishAsync(pictures, localizer.Rendering, cancellationToken));
    }

    private static LocalizationResult Result(LocalizedStudies results, StudyLocalizer localizer, ShardFile? pictures) => new(
        results.Done, results.Quarantined,
        results.Asked with { Inferences = localizer.Inferences, AccountedSeconds = localizer.Accounted.TotalSeconds },
        localizer.Confinement.Describe(localizer.Models))
    {
        Digests = results.Digests,
        Read = results.Read,
        Pictures = pictures,
    };

    private static async Task<LocalizedStudies> RunAsync(
        ImageLoader loader, IReadOnlyList<TaggedStudy> studies, StudyLocalizer localizer, LocalizedStudies results,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = loader.Start(studies, stop.Token);
        var run = Channel.CreateBounded<StudyImageTurn>(2 * localizer.BatchSize * localizer.Lanes);
        var device = Task.Run(() => DeviceLoop.RunAsync(localizer, ready.Turns, run.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var turn in run.Reader.ReadAllAsync(stop.Token)) await results.AddAsync(turn, stop.Token);
            await device;
            await ready.Loading;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(device, ready.Loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (run.Reader.TryRead(out var left)) left.Work?.Dispose();
            await ImageLoader.DiscardAsync(ready.Turns);
        }

        return results;
    }
}

/// <summary>A study with the findings of its report.</summary>
public sealed record TaggedStudy(Study Study, TaggedReport Report)
{
    /// <summary>The report as its reviewers read it; null where they correct none of its words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TaggedReport? Reviewed { get; init; }

    /// <summary>The report with the findings of both readings: what the images are searched for.</summary>
    [JsonIgnore]
    public TaggedReport Sought => Reviewed is null ? Report : Report with { Findings = [.. Report.Findings, .. Reviewed.Findings] };

    /// <summary>Of the report as it was read.</summary>
    public string ReportSha256 { get; init; } = "";

    /// <summary>Whether the report was read long enough after its last change to be known by its time from now on.</summary>
    public bool ReportIsSettled { get; init; }
}

/// <summary>What the models found in a study's images. Images are in the study's order, as they will be stored.</summary>
public sealed record LocalizedStudy(string Study, IReadOnlyList<SampleImage> Images, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>What each image looks like; null where it shows nothing.</summary>
    public IReadOnlyList<Fingerprint?> Fingerprints { get; init; } = [];

    /// <summary>Files beside its images that take no part, by reason, as a DICOM series' localizers; null where there are none.</summary>
    public IReadOnlyDictionary<string, int>? LeftOut { get; init; }
}

/// <summary>What came of the studies, in their order.</summary>
/// <param name="Models">By id which models ran, and on what.</param>
public sealed record LocalizationResult(
    IReadOnlyList<LocalizedStudy> Done, IReadOnlyList<QuarantinedStudy> Quarantined, InferenceCounts Asked,
    IReadOnlyDictionary<string, string> Models)
{
    /// <summary>SHA-256 by path of every image's file, of quarantined studies too; files that could not be read are missing.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that were read and may be known by their times from now on.</summary>
    public IReadOnlyList<SourceEntry> Read { get; init; } = [];

    /// <summary>The archive of the pictures of <see cref="Done"/>; null where nobody wanted them, or where there are none.</summary>
    public ShardFile? Pictures { get; init; }
}

/// <summary>What the models were asked and what they had to do for it.</summary>
/// <param name="Answers">Results wanted: one an image and model on radiographs, one an image and prompt on volumes.</param>
/// <param name="CacheHits">Answers that were there already.</param>
/// <param name="Inferences">Images and windows that a model ran on; 0 where everything was there.</param>
/// <param name="AccountedSeconds">Of a simulated device; 0 where models really ran.</param>
public sealed record InferenceCounts(long Answers = 0, long CacheHits = 0, long Inferences = 0, double AccountedSeconds = 0)
{
    /// <summary>0..1; null where nothing was asked.</summary>
    public double? HitRate() => Answers > 0 ? (double)CacheHits / Answers : null;

    /// <summary>Such as <c>120, from the cache 30 (25.0 %)</c>.</summary>
    public override string ToString() => $"{Answers}, from the cache {CacheHits}{(HitRate() is { } rate ? $" ({rate:P1})" : "")}";

    public InferenceCounts Plus(InferenceCounts other) =>
        new(Answers + other.Answers, CacheHits + other.CacheHits, Inferences + other.Inferences, AccountedSeconds + other.AccountedSeconds);
}
