using VividMed.Shards;

namespace VividMed.Training.VisionLanguage;

/// <summary>The studies to train on, and what they say: vocabulary and the targets of each modality.</summary>
internal sealed record TrainingSet(IReadOnlyList<TrainingStudy> Studies, Vocabulary Vocabulary, IReadOnlyDictionary<string, IReadOnlyList<string>> Targets)
{
    public static async Task<TrainingSet> LoadAsync(IBlobStore store, DatasetManifest manifest, TrainingOptions options, CancellationToken cancellation)
    {
        var studies = await new StudyLoader(options.Network).LoadAsync(store, manifest, "train", options.MaxStudies, cancellation);
        if (studies.Count == 0) throw new TrainingException("no-training-samples", "The version has no samples in its split train.");
        var targets = TargetsByModality(studies);
        var texts = studies
            .SelectMany(static study => study.Sample.Questions.SelectMany(static question => (string[])[question.Question, question.Answer]).Append(study.Sample.Report.Text))
            .Concat(ConversationBuilder.OwnTexts(targets.Values.SelectMany(static names => names)));
        return new TrainingSet(studies, Vocabulary.Build(texts, options.Network.MaxWords), targets);
    }

    /// <summary>The targets that reports of a modality mention, in ordinal order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> TargetsByModality(IEnumerable<TrainingStudy> studies) =>
        studies.GroupBy(static study => study.Sample.Modality, StringComparer.Ordinal).ToDictionary(
            static group => group.Key,
            static group => (IReadOnlyList<string>)[.. group.SelectMany(static study => study.Sample.Phrases).Select(static phrase => phrase.Target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            StringComparer.Ordinal);

    /// <summary>The manifest of <c>versions/0001</c>. <c>bad-version-prefix</c> for another kind of name.</summary>
    public static Task<DatasetManifest> LoadManifestAsync(IBlobStore store, string versionPrefix, CancellationToken cancellation) =>
        DatasetLayout.VersionOf(versionPrefix) is { } version
            ? DatasetManifest.LoadAsync(store, version, cancellation)
            : throw new TrainingException("bad-version-prefix", "A version is named like versions/0001.");
}
