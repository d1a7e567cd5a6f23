using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Writes several reports of an image, from one that opens phrases as it was taught to more and more eager ones, and keeps the one that agrees best
/// with what the network says of each finding when it is asked for it alone: one most probable word after another says less than it sees.
/// </summary>
/// <param name="stated">What a text states as there now, as target ids.</param>
internal sealed class ReportChooser(
    VividMedNetwork network, Vocabulary vocabulary, int maxTokens, DecodingOptions options, PresenceScale scale, Func<string, Modality, IReadOnlySet<string>> stated)
{
    /// <summary>Added to the logit of the sign that opens a phrase.</summary>
    private static readonly double[] Eagerness = [0, 0.5, 1, 1.5, 2];

    private readonly List<ReportDecoder> _decoders =
        [.. Eagerness.Select(eagerness => new ReportDecoder(network, vocabulary, maxTokens, options with { OpeningCorrection = options.OpeningCorrection - eagerness }))];

    /// <summary>A grounded report an image; of equals the less eager one.</summary>
    /// <param name="image">the maps of images of one modality</param>
    /// <param name="asked">By image and finding: what the network says of it.</param>
    public List<DecodedReport> Choose(ImageFeatures image, Modality modality, IReadOnlyList<IReadOnlyDictionary<string, ProbedName>> asked)
    {
        var written = _decoders.ConvertAll(decoder => decoder.Reports(image, grounded: true));
        return [.. asked.Select((own, row) => written.Select(reports => reports[row]).MaxBy(report => Agreement(stated(report.Text, modality), modality, own))!)];
    }

    /// <summary>Of each stated finding how much likelier it is there than not, or less; one that was not asked for says nothing.</summary>
    private double Agreement(IReadOnlySet<string> targets, Modality modality, IReadOnlyDictionary<string, ProbedName> asked) =>
        targets.Sum(target => asked.TryGetValue(target, out var probed) ? (2 * scale.Of(modality, target, probed.Presence)) - 1 : 0);
}
