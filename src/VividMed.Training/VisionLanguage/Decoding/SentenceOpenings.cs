using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Phrases that the first sentences of a text begin with, one each; how the sentences go on, and what else is written, the network decides.
/// </summary>
/// <param name="Phrases">Tokens of each, with its signs.</param>
internal sealed record SentenceOpenings(Vocabulary Vocabulary, IReadOnlyList<IReadOnlyList<int>> Phrases)
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
}
