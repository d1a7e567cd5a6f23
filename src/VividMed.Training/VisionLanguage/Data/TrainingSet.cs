using VividMed.Shards;

namespace VividMed.Training.VisionLanguage;

/// <summary>The studies to train on, and what they say: vocabulary and the targets of each modality.</summary>
internal sealed record TrainingSet(IReadOnlyList<TrainingStudy> Studies, Vocabulary Vocabulary, IReadOnlyDictionary<string, IReadOnlyList<string>> Targets)
{
    public static async Task<TrainingSet> LoadAsync(IReadOnlyList<LoadedVersion> versions, TrainingOptions options, CancellationToken cancellation)
    {
        var studies = await new StudyLoader(options.Network).LoadAsync(versions, "train", options.MaxStudies, cancellation);
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

    /// <summary>The manifests of the versions. <c>bad-version-prefix</c> for another kind of name than <c>versions/0001</c>.</summary>
    public static async Task<IReadOnlyList<LoadedVersion>> LoadVersionsAsync(IReadOnlyList<VersionSource> sources, CancellationToken cancellation)
    {
        var versions = new List<LoadedVersion>(sources.Count);
        foreach (var (store, prefix) in sources)
        {
            var number = DatasetLayout.VersionOf(prefix) ?? throw new TrainingException("bad-version-prefix", "A version is named like versions/0001.");
            versions.Add(new LoadedVersion(store, await DatasetManifest.LoadAsync(store, number, cancellation)));
        }

        return versions;
    }
}
