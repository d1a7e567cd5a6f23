using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Sees which finding a question asks for, so that "is there an effusion?" has the answer that asking for the name has: one word that is decoded says less
/// than what the network says of the name and finds for it.
/// </summary>
internal sealed class FindingQuestion(ModelLanguage language, PresenceScale scale)
{
    /// <summary>Whoever asks whether something can be told does not ask for the thing.</summary>
    private const string OfKnowledge = "whether";

    /// <summary>The one finding that a question names, with the side that it names; null where it names none or several, or asks for something else.</summary>
    public AskedTarget? In(string question, Modality modality)
    {
        if (Find(question, OfKnowledge, 0) >= 0) return null;
        var (left, right) = (Find(question, "left", 0) >= 0, Find(question, "right", 0) >= 0);
        var targets = TargetsIn(question, modality);
        return targets.Count != 1 || (left && right) ? null : new AskedTarget(targets.Single(), left ? Side.Left : right ? Side.Right : Side.None, FindingKind.Abnormality);
    }

    /// <summary>An answer of yes or no by the evidence for what was asked; any other answer as it was.</summary>
    public string Answer(string free, Modality modality, AskedTarget asked, ProbedName probed)
    {
        if (!free.Equals(ConversationBuilder.Yes, StringComparison.OrdinalIgnoreCase) && !free.Equals(ConversationBuilder.No, StringComparison.OrdinalIgnoreCase)) return free;
        return probed.ShareBy(scale, modality, asked.Target) > 0.5 ? ConversationBuilder.Yes : ConversationBuilder.No;
    }

    /// <summary>Of names within each other the longest counts.</summary>
    private HashSet<string> TargetsIn(string question, Modality modality)
    {
        var findings = language.Targets.GetValueOrDefault(modality, []).Where(static one => one.Kind == FindingKind.Abnormality).Select(static one => one.Target).Distinct(StringComparer.Ordinal);
        var names = findings.SelectMany(target => language.OtherNames.GetValueOrDefault(target, []).Prepend(target).Select(name => (Name: name, Target: target)))
            .OrderByDescending(static one => one.Name.Length).ThenBy(static one => one.Name, StringComparer.Ordinal);
        var (found, covered) = (new HashSet<string>(StringComparer.Ordinal), new bool[question.Length]);
        foreach (var (name, target) in names)
        {
            for (var at = Find(question, name, 0); at >= 0; at = Find(question, name, at + 1))
            {
                if (covered[at]) continue;
                found.Add(target);
                covered.AsSpan(at, name.Length).Fill(true);
            }
        }

        return found;
    }

    /// <summary>Where words stand as words, whatever their case; a plural counts too.</summary>
    private static int Find(string text, string words, int from)
    {
        for (var at = text.IndexOf(words, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + words.Length;
            if (end < text.Length && text[end] is 's' or 'S') end++;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end >= text.Length || !char.IsLetterOrDigit(text[end]))) return at;
        }

        return -1;
    }
}
