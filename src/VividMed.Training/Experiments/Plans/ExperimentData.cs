using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Changes;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Experiments.Plans;

/// <summary>
/// What all arms share: the training studies as the shards have them, the held-out ones with the truth where it is known, and one language, so that arms
/// differ in nothing else.
/// </summary>
/// <param name="Digest">Of the versions.</param>
/// <param name="Truth">Null where it is not known, or where the studies are not those that it speaks of.</param>
internal sealed record ExperimentData(
    IReadOnlyList<TrainingStudy> Training, IReadOnlyList<TrainingStudy> HeldOut, ModelLanguage Language, TruthRegions? Truth, byte[] Digest)
{
    /// <summary>The held-out studies in their order, with the regions that the shards hold.</summary>
    public IReadOnlyList<TrainingStudy> HeldOutAsStored { get; init; } = HeldOut;

    public IReadOnlyList<Modality> Modalities => [.. Training.Select(static study => study.Sample.Modality).Distinct().Order()];

    /// <param name="calls">Whether the language is to have the words of calls.</param>
    /// <exception cref="TrainingException"><c>no-training-samples</c>, or <c>no-samples</c> where nothing is held out.</exception>
    public static async Task<ExperimentData> LoadAsync(
        IReadOnlyList<VersionSource> sources, PhantomTruth? truth, ExperimentOptions options, bool calls, CancellationToken cancellationToken)
    {
        var versions = await LoadedVersion.LoadAsync(sources, cancellationToken);
        var language = await LanguageReader.ReadAsync(versions, new TrainingOptions { Network = options.Network, CallShare = calls ? 1 : 0 }, cancellationToken);
        var loader = new StudyLoader(new StudyPreparer(options.Network));
        var training = await loader.LoadAsync(versions, "train", int.MaxValue, cancellationToken);
        var heldOut = new List<TrainingStudy>();
        foreach (var split in (string[])["validate", "test"]) heldOut.AddRange(await loader.LoadAsync(versions, split, int.MaxValue, cancellationToken));
        if (heldOut.Count == 0) throw new TrainingException("no-samples", "The version has no samples that are held out: an experiment measures on patients that it does not learn from.");
        var known = truth is null ? null : new TruthRegions(truth);
        if (known is not null && !heldOut.TrueForAll(known.Knows)) known = null;
        IReadOnlyList<TrainingStudy> measured = [.. new SeededRandom(options.Seed, 0xE7).Draw(heldOut, options.MostHeldOut).OrderBy(static study => study.Sample.Id, StringComparer.Ordinal)];
        return new ExperimentData(
            training, known is null ? measured : [.. measured.Select(known.Apply)], language, known,
            [.. versions.SelectMany(static version => version.Manifest.ToJson())])
        {
            HeldOutAsStored = measured,
        };
    }
}
