using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage;

/// <summary>The studies to train on, and what they say: vocabulary and the targets of each modality.</summary>
internal sealed record TrainingSet(
    IReadOnlyList<TrainingStudy> Studies, Vocabulary Vocabulary, IReadOnlyDictionary<Modality, IReadOnlyList<string>> Targets)
{
    public static async Task<TrainingSet> LoadAsync(
        IReadOnlyList<LoadedVersion> versions, TrainingOptions options, CancellationToken cancellationToken)
    {
        var studies = await new StudyLoader(options.Network).LoadAsync(versions, "train", options.MaxStudies, cancellationToken);
        if (studies.Count == 0) throw new TrainingException("no-training-samples", "The version has no samples in its split train.");
        var targets = ConversationBuilder.TargetsByModality(studies);
        var texts = studies
            .SelectMany(static study => study.Sample.Questions
                .SelectMany(static question => (string[])[question.Question, question.Answer])
                .Append(study.Sample.Report.Text))
            .Concat(ConversationBuilder.OwnTexts(targets.Values.SelectMany(static names => names)));
        return new TrainingSet(studies, Vocabulary.Build(texts, options.Network.MaxWords), targets);
    }
}
