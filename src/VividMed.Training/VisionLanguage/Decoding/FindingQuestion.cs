using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Sees whether a question asks for a finding and nothing else, so that "is there an effusion?" has the answer that asking for the name has: one word that is
/// decoded says less than what the network says of the name and finds for it.
/// </summary>
internal sealed class FindingQuestion(ModelLanguage language, PresenceScale scale)
{
    /// <summary>
    /// What a question for a finding may say beside its name. Any other word asks for something else: whether it has grown, or whether it can be told at all.
    /// </summary>
    private static readonly HashSet<string> Words = new(
        [
            "is", "are", "there", "any", "a", "an", "the", "do", "does", "you", "see", "can", "be", "seen", "show", "shows", "present", "visible", "evidence", "signs", "sign", "of", "on", "this",
            "in", "examination", "image", "radiograph", "scan", "side", "left", "right",
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<Modality, List<(string Name, string Target)>> _names = language.Targets.ToDictionary(static known => known.Key, known => Names(known.Value, language.OtherNames));

    /// <summary>The one finding that a question asks for, with the side that it names; null where it asks for none, for several, or for something else.</summary>
    public AskedTarget? In(string question, Modality modality)
    {
        var (targets, rest) = Split(question, modality);
        if (targets.Count != 1 || !rest.All(Words.Contains)) return null;
        var (left, right) = (rest.Contains("left", StringComparer.OrdinalIgnoreCase), rest.Contains("right", StringComparer.OrdinalIgnoreCase));
        return left && right ? null : new AskedTarget(targets.Single(), left ? Side.Left : right ? Side.Right : Side.None, FindingKind.Abnormality);
    }

    /// <summary>Whether evidence decides an answer: one of yes or no.</summary>
    public static bool IsYesOrNo(string decoded) => decoded.Equals(ConversationBuilder.Yes, StringComparison.OrdinalIgnoreCase) || decoded.Equals(ConversationBuilder.No, StringComparison.OrdinalIgnoreCase);

    /// <summary>Yes or no by the evidence for what was asked.</summary>
    public string Answer(Modality modality, AskedTarget asked, ProbedName probed) => probed.IsThereBy(scale, modality, asked.Target) ? ConversationBuilder.Yes : ConversationBuilder.No;

    /// <summary>The longest first: of names within each other it counts.</summary>
    private static List<(string Name, string Target)> Names(IReadOnlyList<AskedTarget> known, IReadOnlyDictionary<string, IReadOnlyList<string>> others) =>
    [
        .. known.Where(static one => one.Kind == FindingKind.Abnormality).Select(static one => one.Target).Distinct(StringComparer.Ordinal)
            .SelectMany(target => others.GetValueOrDefault(target, []).Prepend(target).Select(name => (name, target)))
            .OrderByDescending(static one => one.name.Length).ThenBy(static one => one.name, StringComparer.Ordinal),
    ];

    /// <summary>The findings that a question names, and its other words.</summary>
    private (HashSet<string> Targets, string[] Others) Split(string question, Modality modality)
    {
        var (found, rest) = (new HashSet<string>(StringComparer.Ordinal), question.ToCharArray());
        foreach (var (name, target) in _names.GetValueOrDefault(modality, []))
        {
            while (Find(rest, name) is var (start, end))
            {
                found.Add(target);
                rest.AsSpan(start, end - start).Fill(' ');
            }
        }

        return (found, new string(rest).Split([' ', '?', '.', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Where a name stands as words of its own, whatever their case, its plural too.</summary>
    private static (int Start, int End)? Find(ReadOnlySpan<char> text, string name)
    {
        for (var from = 0; text[from..].IndexOf(name, StringComparison.OrdinalIgnoreCase) is var found and >= 0; from += found + 1)
        {
            var (start, end) = (from + found, from + found + name.Length);
            if (end < text.Length && text[end] is 's' or 'S') end++;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return (start, end);
        }

        return null;
    }
}
