using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Phrases that the first sentences of a text begin with, one each; how the sentences go on, and what else is written, the network decides.
/// </summary>
internal sealed record SentenceOpenings(Vocabulary Vocabulary, IReadOnlyList<SentenceOpening> Items)
{
    /// <summary>The findings that a network says are there when it is asked for each alone: on the sides on which it sees them, or wherever they are.</summary>
    public static IReadOnlyList<AskedTarget> Findings(
        PresenceScale scale, Modality modality, IReadOnlyList<AskedTarget> targets, IReadOnlyDictionary<string, ProbedName> asked)
    {
        return
        [
            .. targets.Where(static one => one.Kind == FindingKind.Abnormality).GroupBy(static one => one.Target, StringComparer.Ordinal).Where(finding => IsThere(finding.Key, finding.Key))
                .SelectMany(finding => finding.Where(one => one.Side is Side.Left or Side.Right && IsThere(one.Name, finding.Key))
                    .DefaultIfEmpty(new AskedTarget(finding.Key, Side.None, FindingKind.Abnormality))),
        ];

        bool IsThere(string name, string target) => asked.TryGetValue(name, out var probed) && probed.IsThereBy(scale, modality, target);
    }

    /// <summary>A finding's names as a sentence begins with them.</summary>
    public static IReadOnlyList<string> NamesOf(AskedTarget finding, IReadOnlyDictionary<string, IReadOnlyList<string>> others) =>
        [.. others.GetValueOrDefault(finding.Target, []).Prepend(finding.Target).Select(name => AskedTarget.NameOf(name, finding.Side)).Select(static name => char.ToUpperInvariant(name[0]) + name[1..])];

    /// <summary>
    /// How the sentence of a finding begins: it does not go on to speak of the other side, and no later one denies the finding. It is known by the first word of its
    /// name, or by the last where anatomy begins with the first.
    /// </summary>
    /// <param name="phrase">Tokens of the finding's name with its signs.</param>
    public static SentenceOpening Of(AskedTarget finding, IReadOnlyList<int> phrase, ModelLanguage language)
    {
        var vocabulary = language.Vocabulary;
        var words = vocabulary.Decode(phrase).ToLowerInvariant().Split(' ')[(finding.Side == Side.None ? 0 : 1)..];
        var isOfAnatomy = language.Targets.Values.SelectMany(static known => known).Any(one => one.Kind == FindingKind.Anatomy && one.Target.Split(' ')[0] == words[0]);
        return new SentenceOpening(
            phrase,
            finding.Side switch { Side.Left => Word("right"), Side.Right => Word("left"), _ => [] },
            Word(isOfAnatomy ? words[^1] : words[0]));

        // A word of several numbers shares its first with others: it is let be.
        IReadOnlyList<int> Word(string word) => vocabulary.Encode(word) is [var one] ? [one] : [];
    }
}

/// <param name="Tokens">Of a phrase, with its signs.</param>
/// <param name="Forbidden">What does not follow in its sentence.</param>
/// <param name="Settled">What is said of in phrases alone from here on: outside of them things are denied.</param>
internal sealed record SentenceOpening(IReadOnlyList<int> Tokens, IReadOnlyList<int> Forbidden, IReadOnlyList<int> Settled);
