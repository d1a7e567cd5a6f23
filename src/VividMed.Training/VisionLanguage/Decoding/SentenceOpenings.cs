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

        bool IsThere(string name, string target) => asked.TryGetValue(name, out var probed) && probed.ShareBy(scale, modality, target) > 0.5;
    }

    /// <summary>A finding's names as a sentence begins with them.</summary>
    public static IReadOnlyList<string> NamesOf(AskedTarget finding, IReadOnlyDictionary<string, IReadOnlyList<string>> others) =>
        [.. others.GetValueOrDefault(finding.Target, []).Prepend(finding.Target).Select(name => AskedTarget.NameOf(name, finding.Side)).Select(static name => char.ToUpperInvariant(name[0]) + name[1..])];

    /// <summary>A sentence of a finding on one side does not go on to speak of the other.</summary>
    public static IReadOnlyList<int> ForbiddenAfter(AskedTarget finding, Vocabulary vocabulary) => finding.Side switch
    {
        Side.Left => [vocabulary.Encode("right")[0]],
        Side.Right => [vocabulary.Encode("left")[0]],
        _ => [],
    };
}

/// <param name="Tokens">Of a phrase, with its signs.</param>
/// <param name="Forbidden">What does not follow in its sentence.</param>
internal sealed record SentenceOpening(IReadOnlyList<int> Tokens, IReadOnlyList<int> Forbidden);
