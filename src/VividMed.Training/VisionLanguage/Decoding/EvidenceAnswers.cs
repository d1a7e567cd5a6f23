using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Answers questions for findings by the evidence for each: whether one is there, on which side, which of two, and all that are.</summary>
internal sealed class EvidenceAnswers(VividMedNetwork network, ModelLanguage language, int maxTokens, PresenceScale scale)
{
    private readonly FindingQuestion _question = new(language);
    private readonly TargetProbe _probe = new(network, language.Vocabulary, maxTokens);
    private readonly LikeliestWords _likeliest = new(network);

    /// <summary>The answers in their order: what was decoded, where a question does not ask for findings.</summary>
    /// <param name="image">the maps of a batch of images of one modality</param>
    /// <param name="asked">the row of an image, a question, and what was decoded as its answer</param>
    public List<string> Answer(ImageFeatures image, Modality modality, IReadOnlyList<(int Row, string Question, string Said)> asked)
    {
        var understood = asked.Select(one => _question.In(one.Question, one.Said, modality)).ToList();
        var names = asked.Zip(understood).SelectMany(static one => one.Second?.Findings.Select(finding => (one.First.Row, finding.Finding.Name)) ?? []).Distinct().ToList();
        var shares = names.Zip(_probe.Ask(image, names)).ToDictionary(static one => one.First, static one => one.Second);
        return [.. asked.Zip(understood, (one, findings) => findings is null ? one.Said : Say(image, one.Row, one.Question, findings, Share))];

        double Share(int row, AskedTarget finding) => shares[(row, finding.Name)].ShareBy(scale, modality, finding.Target);
    }

    private string Say(ImageFeatures image, int row, string question, FindingsAsked asked, Func<int, AskedTarget, double> share)
    {
        var all = asked.Findings.Select(one => (one.Answer, one.Finding, Share: share(row, one.Finding))).ToList();
        var there = all.FindAll(static one => one.Share > 0.5);
        return asked.Kind switch
        {
            AskedOf.Whether => there.Count > 0 ? ConversationBuilder.Yes : ConversationBuilder.No,
            AskedOf.Side when there.Count == all.Count => FindingQuestion.BothSides,
            AskedOf.All => there.Count == 0 ? FindingQuestion.Nothing : string.Join(", ", Spoken(image, row, question, there.ConvertAll(static one => one.Finding.Target))),
            _ => all.MaxBy(static one => one.Share).Answer,
        };
    }

    /// <summary>Each by the name with which the network would most likely begin its answer.</summary>
    private IEnumerable<string> Spoken(ImageFeatures image, int row, string question, List<string> targets)
    {
        var prompt = new ConversationWriter(language.Vocabulary, grounded: false, question, maxTokens).Tokens;
        var names = targets.ConvertAll(target => language.OtherNames.GetValueOrDefault(target, []).Prepend(target).ToList());
        var likeliest = _likeliest.Choose(image, names.ConvertAll(own => (row, prompt, (IReadOnlyList<IReadOnlyList<int>>)own.ConvertAll(language.Vocabulary.Encode))));
        return names.Zip(likeliest, static (own, at) => own[at]);
    }
}
