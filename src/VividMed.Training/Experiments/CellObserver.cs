using TorchSharp;
using VividMed.Imaging.Masks;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.Experiments.Results;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Experiments;

/// <summary>Shows the held-out studies to a network, which writes and answers freely, and to nobody.</summary>
internal sealed class CellObserver(ExperimentData data, ReportLabeler labeler, ExperimentOptions options)
{
    private readonly ConversationBuilder _conversations = new(data.Language, options.Network.MaxTokens);
    private readonly StudyQuestions _questions = new(labeler.Taxonomy, data.Language.Targets);
    private readonly StudyScorer _scorer = new(labeler, new StudyQuestions(labeler.Taxonomy, data.Language.Targets));

    public IReadOnlyList<StudyResult> Observe(VividMedNetwork network, ExperimentArm arm, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var vocabulary = data.Language.Vocabulary;
        var observer = new StudyObserver(
            network, _conversations, _questions, new ReportDecoder(network, vocabulary, options.Network.MaxTokens, new DecodingOptions()),
            new TargetProbe(network, vocabulary, options.Network.MaxTokens, arm.Grounding), options.Threads);
        return [.. observer.Observe(data.HeldOut, cancellationToken).Select(one => _scorer.Score(one, arm))];
    }

    /// <summary>What can be said without looking, learned from the studies that all arms begin with.</summary>
    public IReadOnlyList<StudyResult> ObserveUnseen()
    {
        var priors = TrainingPriors.Of(data.Training, labeler);
        return [.. data.HeldOut.Select(study => _scorer.ScoreUnseen(study, Given(study), priors))];
    }

    /// <summary>The same phrases that a network is given.</summary>
    private List<GivenPhrase> Given(TrainingStudy study)
    {
        var sources = new Queue<VividMed.Grounding.Phrase>(study.Sample.Phrases
            .Where(phrase => StudyQuestions.IsAsserted(phrase) && phrase.Regions.Any(study.Regions.ContainsKey))
            .OrderBy(static phrase => phrase.Start));
        var given = new List<GivenPhrase>();
        foreach (var placed in _conversations.ReportConversation(study, grounded: true).Phrases)
        {
            var source = sources.Dequeue();
            while (!source.Regions.Distinct().Where(study.Regions.ContainsKey).SequenceEqual(placed.Regions)) source = sources.Dequeue();
            given.Add(new GivenPhrase(source, [.. placed.Regions.Select(region => study.Regions[region])], [], new Mask(1, 1, 1)));
        }

        return given;
    }
}
