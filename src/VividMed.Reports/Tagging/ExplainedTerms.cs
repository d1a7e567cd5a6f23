using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>
/// Drops names so general that they are no finding of their own where the sentence says what they are: in "density increases compatible
/// with sequelae" the sequelae are the finding, and "density increases consistent with edema in the perirenal fat" are none of the lung.
/// </summary>
internal sealed class ExplainedTerms(TermLexicon lexicon, TargetTaxonomy taxonomy)
{
    private const int ReachToCue = 16;
    private const int ReachOverPlaces = 40;
    private const int ReachFromCue = 8;

    public void Apply(Workspace work)
    {
        var mentions = work.Mentions;
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            if (mentions[i].Target.YieldsTo.Count > 0 && Explained(work.Tokens, mentions, i)) mentions.RemoveAt(i);
        }
    }

    private bool Explained(ReadOnlySpan<Token> tokens, List<Mention> mentions, int index)
    {
        var mention = mentions[index];
        // A list of places may be long: "density increases in the left ... and the right ... segment, compatible with atelectasis".
        var others = mentions.FindIndex(index + 1, static other => !other.IsAnatomy);
        var last = Math.Min(tokens.Length, Math.Max(mention.End + ReachToCue, others < 0 ? 0 : Math.Min(mentions[others].Start, mention.End + ReachOverPlaces)));
        for (var at = mention.End; at < last && tokens[at].Kind != TokenKind.Semicolon; at++)
        {
            var length = lexicon.Words.Explaining.Match(tokens, at, out _);
            if (length > 0) return Yields(mention.Target, mentions, index, at + length);
        }

        return false;
    }

    private bool Yields(Target general, List<Mention> mentions, int index, int from)
    {
        for (var i = index + 1; i < mentions.Count && mentions[i].Start <= from + ReachFromCue; i++)
        {
            if (mentions[i].Start < from) continue;
            if (IsAny(mentions[i].Target.Id, general.YieldsTo) || (mentions[i].Location is { } place && IsAny(place, general.Elsewhere))) return true;
        }

        return false;
    }

    private bool IsAny(string id, IReadOnlyList<string> others)
    {
        foreach (var other in others)
        {
            if (taxonomy.IsA(id, other)) return true;
        }

        return false;
    }
}
