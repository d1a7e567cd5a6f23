using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Sees whether a question asks for findings and nothing else, so that "is there an effusion?" has the answer that asking for the name has: words that are
/// decoded say less than what the network says of a name, finds for it and sees of it at a glance.
/// </summary>
internal sealed class FindingQuestion(ModelLanguage language)
{
    /// <summary>What is answered where nothing counts as there.</summary>
    public const string Nothing = "none";

    public const string BothSides = "both sides";

    /// <summary>
    /// What a question for a finding may say beside its name. Any other word asks for something else: whether it has grown, or whether it can be told at all.
    /// </summary>
    private static readonly HashSet<string> Words = Set(
        "is are there any a an the do does you see can be seen show shows present visible evidence signs sign of on this in examination image radiograph scan side left right");

    private static readonly HashSet<string> SideWords = Set("on which side what is are of the chest does do this examination image radiograph scan show shows lie lies a an");

    private static readonly HashSet<string> ChoiceWords = Set("which of the two these them is are shown or and does do this examination image radiograph scan show shows a an");

    private static readonly HashSet<string> AllWords = Set("which what abnormal abnormalities abnormality pathology findings finding name list all the is are in does do this examination image radiograph scan show shows shown seen");

    private readonly Dictionary<Modality, List<(string Name, string Target)>> _names = language.Targets.ToDictionary(static known => known.Key, known => Names(known.Value, language.OtherNames));

    /// <summary>What a question asks of findings; null where it asks for something else, or where what is said shows that the network took it so.</summary>
    /// <param name="said">The answer that was decoded.</param>
    public FindingsAsked? In(string question, string said, Modality modality)
    {
        var (named, rest) = Split(question, modality);
        var targets = named.ConvertAll(static one => one.Target).Distinct(StringComparer.Ordinal).ToList();
        return targets.Count switch
        {
            1 when IsOf(said, ConversationBuilder.Yes, ConversationBuilder.No) && rest.All(Words.Contains) => Whether(targets[0], rest),
            1 when IsOf(said, "left", "right", BothSides) && rest.All(SideWords.Contains) => new FindingsAsked(
                AskedOf.Side, [new("left", Finding(targets[0], Side.Left)), new("right", Finding(targets[0], Side.Right))]),
            2 when named.Count == 2 && named.Exists(one => IsOf(said, one.Words)) && rest.All(ChoiceWords.Contains) => new FindingsAsked(
                AskedOf.Choice, named.ConvertAll(static one => new AskedFinding(one.Words, Finding(one.Target, Side.None)))),
            0 when rest.Length > 0 && rest.All(AllWords.Contains) && IsList(said, modality) => new FindingsAsked(
                AskedOf.All, [.. Known(modality).Select(static target => new AskedFinding(target, Finding(target, Side.None)))]),
            _ => null,
        };
    }

    private static FindingsAsked? Whether(string target, string[] rest)
    {
        var (left, right) = (rest.Contains("left", StringComparer.OrdinalIgnoreCase), rest.Contains("right", StringComparer.OrdinalIgnoreCase));
        if (left && right) return null;
        return new FindingsAsked(AskedOf.Whether, [new(ConversationBuilder.Yes, Finding(target, left ? Side.Left : right ? Side.Right : Side.None))]);
    }

    private IEnumerable<string> Known(Modality modality) =>
        _names.GetValueOrDefault(modality, []).Select(static one => one.Target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Nothing, or findings and nothing else: other lists are of devices.</summary>
    private bool IsList(string said, Modality modality) => IsOf(said, Nothing) || said.Split(", ").All(name => Split(name, modality) is ([_], []));

    private static AskedTarget Finding(string target, Side side) => new(target, side, FindingKind.Abnormality);

    private static bool IsOf(string said, params ReadOnlySpan<string> answers)
    {
        foreach (var answer in answers)
        {
            if (said.Equals(answer, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The longest first: of names within each other it counts.</summary>
    private static List<(string Name, string Target)> Names(IReadOnlyList<AskedTarget> known, IReadOnlyDictionary<string, IReadOnlyList<string>> others) =>
    [
        .. known.Where(static one => one.Kind == FindingKind.Abnormality).Select(static one => one.Target).Distinct(StringComparer.Ordinal)
            .SelectMany(target => others.GetValueOrDefault(target, []).Prepend(target).Select(name => (name, target)))
            .OrderByDescending(static one => one.name.Length).ThenBy(static one => one.name, StringComparer.Ordinal),
    ];

    /// <summary>The findings that a question names, as it spells them and in its order, and its other words.</summary>
    private (List<(string Words, string Target)> Named, string[] Others) Split(string question, Modality modality)
    {
        var (found, rest) = (new SortedDictionary<int, (string Words, string Target)>(), question.ToCharArray());
        foreach (var (name, target) in _names.GetValueOrDefault(modality, []))
        {
            while (Find(rest, name) is var (start, end))
            {
                found[start] = (question[start..end], target);
                rest.AsSpan(start, end - start).Fill(' ');
            }
        }

        return ([.. found.Values], new string(rest).Split([' ', '?', '.', ',', ':', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
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

/// <summary>What is asked of findings.</summary>
internal enum AskedOf
{
    /// <summary>Whether one is there.</summary>
    Whether,

    /// <summary>On which side one lies.</summary>
    Side,

    /// <summary>Which of two is there.</summary>
    Choice,

    /// <summary>All that are there.</summary>
    All,
}

/// <param name="Findings">Each with the answer that it would be.</param>
internal sealed record FindingsAsked(AskedOf Kind, IReadOnlyList<AskedFinding> Findings);

/// <param name="Answer">What is said where this finding is the answer.</param>
internal sealed record AskedFinding(string Answer, AskedTarget Finding);
