using System.Threading.Channels;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Reports;

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
    public static async Task<LocalizationResult> OverAsync(
        IDataset dataset, IReadOnlyList<TaggedStudy> studies, StudyLocalizer localizer, int loaders, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = new ImageLoader(dataset, localizer, loaders).Start(studies, stop.Token);
        var run = Channel.CreateBounded<StudyImageTurn>(2 * localizer.BatchSize);
        var device = Task.Run(() => DeviceLoop.RunAsync(localizer, ready.Turns, run.Writer, stop.Token), CancellationToken.None);
        var results = new LocalizedStudies(localizer);
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

        return new LocalizationResult(
            results.Done, results.Quarantined, results.Asked with { Inferences = localizer.Inferences }, localizer.Models);
    }
}

/// <summary>A study with the findings of its report.</summary>
public sealed record TaggedStudy(Study Study, TaggedReport Report);

/// <summary>What the models found in a study's images. Images are in the study's order, as they will be stored.</summary>
public sealed record LocalizedStudy(string Study, IReadOnlyList<SampleImage> Images, IReadOnlyList<Candidate> Candidates);

/// <summary>What came of the studies, in their order.</summary>
/// <param name="Models">By id which models ran, and on what.</param>
public sealed record LocalizationResult(
    IReadOnlyList<LocalizedStudy> Done, IReadOnlyList<QuarantinedStudy> Quarantined, InferenceCounts Asked, IReadOnlyDictionary<string,
    string> Models);

/// <summary>What the models were asked and what they had to do for it.</summary>
/// <param name="Answers">Results wanted: one an image and model on radiographs, one an image and prompt on volumes.</param>
/// <param name="CacheHits">Answers that were there already.</param>
/// <param name="Inferences">Images and windows that a model ran on; 0 where everything was there.</param>
public sealed record InferenceCounts(long Answers = 0, long CacheHits = 0, long Inferences = 0)
{
    /// <summary>0..1; null where nothing was asked.</summary>
    public double? HitRate() => Answers > 0 ? (double)CacheHits / Answers : null;

    /// <summary>Such as <c>120, from the cache 30 (25.0 %)</c>.</summary>
    public override string ToString() => $"{Answers}, from the cache {CacheHits}{(HitRate() is { } rate ? $" ({rate:P1})" : "")}";

    public InferenceCounts Plus(InferenceCounts other) =>
        new(Answers + other.Answers, CacheHits + other.CacheHits, Inferences + other.Inferences);
}
