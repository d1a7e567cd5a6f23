using VividMed.Grounding;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Shows studies to a model, several of one grid at a time, and writes down what it says; draws nothing at random.</summary>
internal sealed class StudyObserver(
    VividMedNetwork network, ConversationBuilder conversations, StudyQuestions questions, ReportDecoder decoder, TargetProbe probe, int? threads,
    ReportChooser? chooser = null, EvidenceAnswers? evidence = null)
{
    private const int StudiesAtOnce = 8;
    private const int QuestionsAtOnce = 64;

    private readonly PhraseLocator _locator = new(network);

    /// <summary>An observation a study, those of one grid together.</summary>
    public List<StudyObservation> Observe(IReadOnlyList<TrainingStudy> studies, CancellationToken cancellationToken)
    {
        using var quiet = no_grad();
        var observations = new List<StudyObservation>();
        foreach (var part in studies.GroupBy(static study => (study.Grid, study.Sample.Modality)).SelectMany(static group => group.Chunk(StudiesAtOnce)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var section = TorchSection.Enter(threads);
            using var scope = NewDisposeScope();
            observations.AddRange(ObservePart(part));
        }

        return observations;
    }

    private IEnumerable<StudyObservation> ObservePart(TrainingStudy[] studies)
    {
        var batch = ConversationBatch.From([.. studies.Select(study => conversations.ReportConversation(study, grounded: true))]);
        var image = network.Encoder.call(batch.Images);
        var given = Given(studies, batch, image);
        var decoded = Answers(studies, image);
        var answers = evidence is null ? decoded : ByEvidence(studies, image, decoded, evidence);
        var asked = probe.Ask(image, [.. studies.SelectMany((study, row) => questions.Of(study).Select(name => (row, name)))]);
        var byStudy = ByStudy(studies, asked);
        var (atOnce, plain) = (decoder.Reports(image, grounded: true), decoder.Reports(image, grounded: false));
        var grounded = chooser?.Choose(image, studies[0].Sample.Modality, byStudy) ?? atOnce;
        foreach (var (row, study) in studies.Index())
        {
            yield return new StudyObservation(study, given[row], answers[row], byStudy[row], grounded[row], plain[row], chooser is null ? null : atOnce[row], evidence is null ? null : decoded[row]);
        }
    }

    private List<Dictionary<string, ProbedName>> ByStudy(TrainingStudy[] studies, List<ProbedName> asked)
    {
        var (at, own) = (0, new List<Dictionary<string, ProbedName>>());
        foreach (var study in studies)
        {
            var names = questions.Of(study).Count;
            own.Add(asked.Skip(at).Take(names).ToDictionary(static one => one.Name, StringComparer.Ordinal));
            at += names;
        }

        return own;
    }

    private List<List<GivenPhrase>> Given(TrainingStudy[] studies, ConversationBatch batch, ImageFeatures image)
    {
        var places = _locator.Locate(network.Decoder.call(batch.Tokens, image.Tokens).Hidden, image, batch.Phrases);
        var given = studies.Select(static _ => new List<GivenPhrase>()).ToList();
        var sources = studies.Select(study => new Queue<Phrase>(Located(study))).ToList();
        foreach (var (phrase, place) in batch.Phrases.Zip(places))
        {
            var study = studies[phrase.Row];
            // The conversation leaves out what overlaps or does not fit; its phrases come in the order of the text all the same.
            var source = sources[phrase.Row].Dequeue();
            while (!Regions(study, source).SequenceEqual(phrase.Regions)) source = sources[phrase.Row].Dequeue();
            given[phrase.Row].Add(new GivenPhrase(source, phrase.Regions, place.BoxesOrBest(), GridMask.OfLogits(place.Mask, study.Grid.Outline)));
        }

        return given;
    }

    private List<List<string>> Answers(TrainingStudy[] studies, ImageFeatures image)
    {
        var asked = studies.SelectMany(static (study, row) => study.Sample.Questions.Select(question => (row, question.Question))).ToList();
        var said = new List<string>();
        foreach (var part in asked.Chunk(QuestionsAtOnce))
        {
            using var scope = NewDisposeScope();
            said.AddRange(decoder.Answers(image, part));
        }

        return [.. studies.Select((_, row) => said.Where((_, at) => asked[at].row == row).ToList())];
    }

    private static List<List<string>> ByEvidence(TrainingStudy[] studies, ImageFeatures image, List<List<string>> decoded, EvidenceAnswers evidence)
    {
        var asked = studies.SelectMany((study, row) => study.Sample.Questions.Select((question, at) => (Row: row, question.Question, Said: decoded[row][at]))).ToList();
        var said = evidence.Answer(image, studies[0].Sample.Modality, asked);
        return [.. studies.Select((_, row) => said.Where((_, at) => asked[at].Row == row).ToList())];
    }

    private static IEnumerable<Phrase> Located(TrainingStudy study) => study.Sample.Phrases
        .Where(phrase => StudyQuestions.IsAsserted(phrase) && phrase.Regions.Any(study.Regions.ContainsKey))
        .OrderBy(static phrase => phrase.Start);

    private static IEnumerable<RegionTarget> Regions(TrainingStudy study, Phrase phrase) =>
        phrase.Regions.Distinct().Where(study.Regions.ContainsKey).Select(region => study.Regions[region]);
}
