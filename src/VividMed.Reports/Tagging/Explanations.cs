namespace VividMed.Reports;

/// <summary>
/// Drops names so general that they are no finding of their own where the sentence says what they are: in "density increases compatible
/// with sequelae" the sequelae are the finding.
/// </summary>
internal sealed class Explanations(TermLexicon lexicon, Taxonomy taxonomy)
{
    private const int ReachToCue = 16;
    private const int ReachFromCue = 8;

    public void Apply(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            if (mentions[i].Target.YieldsTo.Count > 0 && Explained(tokens, mentions, i)) mentions.RemoveAt(i);
        }
    }

    private bool Explained(ReadOnlySpan<Token> tokens, List<Mention> mentions, int index)
    {
        var mention = mentions[index];
        var last = Math.Min(tokens.Length, mention.End + ReachToCue);
        for (var at = mention.End; at < last && tokens[at].Kind != TokenKind.Semicolon; at++)
        {
            var length = lexicon.Explaining.Match(tokens, at, out _);
            if (length > 0) return Yields(mention.Target, mentions, index, at + length);
        }

        return false;
    }

    private bool Yields(Target general, List<Mention> mentions, int index, int from)
    {
        for (var i = index + 1; i < mentions.Count && mentions[i].Start <= from + ReachFromCue; i++)
        {
            if (mentions[i].Start >= from && general.YieldsTo.Any(id => taxonomy.IsA(mentions[i].Target.Id, id))) return true;
        }

        return false;
    }
}
