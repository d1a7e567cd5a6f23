using VividMed.Grounding;
using VividMed.Shards.Versions;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>Learns the language of dataset versions from their records, without reading a picture.</summary>
internal static class LanguageReader
{
    /// <summary>
    /// From the split train; of a large version from whole buckets, spread evenly, of about <see cref="TrainingOptions.LanguageStudies"/> studies.
    /// <c>no-training-samples</c> where there are none.
    /// </summary>
    public static async Task<ModelLanguage> ReadAsync(
        IReadOnlyList<LoadedVersion> versions, TrainingOptions options, CancellationToken cancellationToken)
    {
        var buckets = versions.SelectMany(static version => version.BucketsOf("train").Select(bucket => (version.Store, Bucket: bucket))).ToList();
        var every = Math.Max(1, (int)Math.Ceiling(buckets.Sum(static one => one.Bucket.Samples) / (double)options.LanguageStudies));
        var (pieces, targets) = (new PieceCounts(), new SortedDictionary<Modality, HashSet<AskedTarget>>());
        foreach (var (store, bucket) in buckets.Where((_, at) => at % every == 0))
        {
            await foreach (var stored in VersionReader.ReadAsync(store, bucket, withImages: false, cancellationToken)) Take(stored.Sample, pieces, targets);
        }

        if (targets.Count == 0) throw new TrainingException("no-training-samples", "The version has no samples in its split train.");
        var names = targets.Values.SelectMany(static asked => asked).SelectMany(asked => options.OtherNames.GetValueOrDefault(asked.Target, []).Prepend(asked.Name));
        foreach (var text in ConversationBuilder.OwnTexts(names)) pieces.Add(text);
        foreach (var text in options.CallShare > 0 ? CallWords.OwnTexts() : []) pieces.Add(text);
        var known = targets.ToDictionary(
            static pair => pair.Key,
            static pair => (IReadOnlyList<AskedTarget>)[.. pair.Value.OrderBy(static asked => asked.Target, StringComparer.Ordinal).ThenBy(static asked => asked.Side)]);
        return new ModelLanguage(Vocabulary.Build(pieces, options.Network.MaxWords), known, options.OtherNames).WithNames(options.OtherNames);
    }

    private static void Take(Sample sample, PieceCounts pieces, SortedDictionary<Modality, HashSet<AskedTarget>> targets)
    {
        if (!targets.TryGetValue(sample.Modality, out var names)) targets.Add(sample.Modality, names = []);
        names.UnionWith(sample.Phrases.Select(AskedTarget.Of));
        pieces.Add(sample.Report.Text);
        foreach (var question in sample.Questions)
        {
            pieces.Add(question.Question);
            pieces.Add(question.Answer);
        }
    }
}
