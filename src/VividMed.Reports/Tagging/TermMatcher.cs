using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>
/// Names of targets, longest match first. Where a coordination leaves out a shared word, the part that is left stands for the whole:
/// "pleural or pericardial effusion", "right middle and lower lobes", "pleural effusion-thickening".
/// </summary>
internal sealed class TermMatcher(TermLexicon lexicon)
{
    public void Find(Workspace work)
    {
        var tokens = work.Tokens;
        var mentions = work.Mentions;
        var free = 0;
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Terms.Match(tokens, at, out var targets);
            if (length == 0)
            {
                at++;
                continue;
            }

            var end = at + length;
            AddSharedHead(tokens, at, end, free, targets, mentions);
            Add(at, end, targets, mentions);
            if (length > 1) end = AddSharedOpening(tokens, at, end, targets, mentions);
            at = free = end;
        }
    }

    private static void Add(int start, int end, ReadOnlySpan<Target?> targets, List<Mention> mentions)
    {
        foreach (var target in targets)
        {
            if (target is not null) mentions.Add(new Mention(start, end, target));
        }
    }

    /// <summary>"pleural or pericardial effusion": looks left for words that make a name with the rest of the matched one.</summary>
    private void AddSharedHead(
        ReadOnlySpan<Token> tokens, int start, int end, int free, ReadOnlySpan<Target?> known, List<Mention> mentions)
    {
        var tail = tokens[(start + 1)..end];
        var insertAt = mentions.Count;
        for (var at = start; tail.Length > 0;)
        {
            var word = tokens[at].Joined ? at - 1 : Coordinates(tokens, at - 1) ? at - 2 : Coordinates(tokens, at - 2) ? at - 3 : -1;
            // "Pleural" alone was read as the pleura before the shared head came.
            var alone = insertAt > 0 && mentions[insertAt - 1].Start == word && mentions[insertAt - 1].End == word + 1;
            if (word < 0 || (word < free && !alone)) return;
            if (lexicon.Terms.Exact(tokens[word], tail) is not [{ } target, ..] || known.Contains(target)) return;
            if (alone) mentions.RemoveAt(--insertAt);
            mentions.Insert(insertAt, new Mention(word, word + 1, target));
            at = word;
        }
    }

    /// <summary>"pleural effusion or thickening": looks right for a word that makes a name with the first of the matched ones.</summary>
    private int AddSharedOpening(ReadOnlySpan<Token> tokens, int start, int end, ReadOnlySpan<Target?> known, List<Mention> mentions)
    {
        if (end >= tokens.Length) return end;
        var word = tokens[end].Joined ? end : Coordinates(tokens, end) ? end + 1 : tokens.Length;
        if (word >= tokens.Length || lexicon.Terms.Match(tokens, word, out _) > 0) return end;
        // "Pleural effusion - no thickening was seen" denies both, as one of them names what both are of.
        var denied = tokens[word].Joined && TermLexicon.Is(lexicon.Words.No, tokens, word) && word + 1 < tokens.Length;
        if (denied) word++;
        if (denied && TermLexicon.Is(lexicon.Structures, tokens, start) && TermLexicon.Is(lexicon.States, tokens, word)) Deny(mentions, start);
        if (lexicon.Terms.Exact(tokens[start], tokens.Slice(word, 1)) is not [{ } target, ..] || known.Contains(target)) return end;
        mentions.Add(new Mention(word, word + 1, target));
        return word + 1;
    }

    private static void Deny(List<Mention> mentions, int start)
    {
        for (var i = mentions.Count - 1; i >= 0 && mentions[i].Start == start; i--)
        {
            mentions[i] = new Mention(start, mentions[i].End, mentions[i].Target) { Stated = Polarity.Absent };
        }
    }

    private bool Coordinates(ReadOnlySpan<Token> tokens, int at) =>
        at >= 0 && (tokens[at].Kind == TokenKind.Comma || TermLexicon.Is(lexicon.Words.Conjunctions, tokens, at));
}
