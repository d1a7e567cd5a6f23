using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Writes several reports of an image, from one that opens phrases as it was taught to more and more eager ones, and one whose sentences begin with what the
/// network says is there when it is asked for each finding alone; keeps the one that agrees best with these answers: one most probable word after another
/// says less than the network sees.
/// </summary>
/// <param name="read">What a text states and denies.</param>
internal sealed class ReportChooser(
    VividMedNetwork network, ModelLanguage language, int maxTokens, DecodingOptions options, PresenceScale scale, Func<string, Modality, TextClaims> read)
{
    /// <summary>Added to the logit of the sign that opens a phrase.</summary>
    private static readonly double[] Eagerness = [0, 0.5, 1, 1.5, 2];

    private readonly List<ReportDecoder> _decoders =
        [.. Eagerness.Select(eagerness => new ReportDecoder(network, language.Vocabulary, maxTokens, options with { OpeningCorrection = options.OpeningCorrection - eagerness }))];

    private readonly SpokenNames _names = new(network, language.Vocabulary, maxTokens);

    /// <summary>
    /// A grounded report an image. Of equals it is the one that begins with what is there, for agreement knows no sides and its sentences do; else the less
    /// eager one.
    /// </summary>
    /// <param name="image">the maps of images of one modality</param>
    /// <param name="asked">By image and name, with sides and without: what the network says of it.</param>
    public List<DecodedReport> Choose(ImageFeatures image, Modality modality, IReadOnlyList<IReadOnlyDictionary<string, ProbedName>> asked)
    {
        List<List<DecodedReport>> written =
        [
            _decoders[0].Reports(image, grounded: true, Openings(image, modality, asked)), .. _decoders.Select(decoder => decoder.Reports(image, grounded: true)),
        ];
        return [.. asked.Select((own, row) => written.Select(reports => reports[row]).MaxBy(report => Agreement(read(report.Text, modality), modality, own))!)];
    }

    private List<SentenceOpenings> Openings(ImageFeatures image, Modality modality, IReadOnlyList<IReadOnlyDictionary<string, ProbedName>> asked)
    {
        var findings = asked.SelectMany((own, row) => SentenceOpenings.Findings(scale, modality, language.Targets.GetValueOrDefault(modality, []), own).Select(one => (Row: row, Finding: one))).ToList();
        var phrases = _names.Choose(image, findings.ConvertAll(one => (one.Row, SentenceOpenings.NamesOf(one.Finding, language.OtherNames))));
        return [.. asked.Select((_, row) => new SentenceOpenings(language.Vocabulary, [.. findings.Zip(phrases).Where(one => one.First.Row == row)
            .Select(one => SentenceOpenings.Of(one.First.Finding, one.Second, language))]))];
    }

    /// <summary>
    /// Of each stated finding how much likelier it is there than not, or less; what is denied although it is there costs as much as if it were not stated,
    /// and a contradiction more than either.
    /// </summary>
    private double Agreement(TextClaims claims, Modality modality, IReadOnlyDictionary<string, ProbedName> asked) =>
        claims.Stated.Sum(target => Likelier(target, modality, asked))
        - claims.Denied.Sum(target => Math.Max(0, Likelier(target, modality, asked)))
        - claims.Denied.Count(claims.Stated.Contains);

    /// <summary>-1 to 1; nothing is said of what was not asked for.</summary>
    private double Likelier(string target, Modality modality, IReadOnlyDictionary<string, ProbedName> asked) =>
        asked.TryGetValue(target, out var probed) ? (2 * probed.ShareBy(scale, modality, target)) - 1 : 0;
}
