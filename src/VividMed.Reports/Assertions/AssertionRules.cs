using System.Runtime.InteropServices;

namespace VividMed.Reports;

/// <summary>
/// Finds the cues of a sentence and decides what they assert of a phrase. Cues act on one side, up to a terminating word or a settled
/// predicate, after the idea of NegEx and ConText (Chapman et al., 2001; Harkema et al., 2009) with rules of our own.
/// </summary>
internal sealed class AssertionRules(Lexicon lexicon)
{
    private const int PriorReach = 4;

    private readonly PhraseTrie<CueKind> _cues = CueLexicon.Build(lexicon);

    /// <summary>All cues within tokens[start..end] in order; a cue with two sides of effect appears once for each.</summary>
    public void FindCues(List<Token> tokens, int start, int end, List<CueMatch> cues)
    {
        var sentence = CollectionsMarshal.AsSpan(tokens)[..end];
        for (var at = start; at < sentence.Length;)
        {
            if (sentence[at].Kind is TokenKind.Semicolon) cues.Add(new CueMatch(at, at + 1, CueKind.Terminates));
            if (sentence[at].Kind is TokenKind.Question) cues.Add(new CueMatch(at, at + 1, CueKind.DoubtsPrevious));
            var length = _cues.Match(sentence, at, out var kinds);
            foreach (var kind in kinds)
            {
                if (kind != CueKind.Closes || (at + length < sentence.Length && sentence[at + length].Kind == TokenKind.Comma)) cues.Add(new CueMatch(at, at + length, kind));
            }

            at += Math.Max(1, length);
        }
    }

    /// <summary>What the cues assert of tokens[first..end].</summary>
    public static Assertion Decide(IReadOnlyList<Token> tokens, IReadOnlyList<CueMatch> cues, int first, int end)
    {
        var verdict = default(Verdict);
        for (var i = cues.Count - 1; i >= 0; i--)
        {
            if (cues[i].End > first || IsTwin(cues, i, CueKind.NegatesPrevious, CueKind.NegatesNext)) continue;
            if (!verdict.TakeBefore(cues[i].Kind, first - cues[i].End <= PriorReach)) break;
        }

        for (var i = 0; i < cues.Count; i++)
        {
            if (cues[i].Start < end || IsTwin(cues, i, CueKind.NegatesNext, CueKind.NegatesPrevious)) continue;
            if (cues[i].Kind == CueKind.DoubtsPrevious && tokens[cues[i].Start].Kind == TokenKind.Question && cues[i].Start > end + 1) continue;
            if (!verdict.TakeAfter(cues[i].Kind)) break;
        }

        return verdict.ToAssertion();
    }

    /// <summary>Whether the cue is the half of a two-sided one that does not act in the direction looked at.</summary>
    private static bool IsTwin(IReadOnlyList<CueMatch> cues, int at, CueKind kind, CueKind other) =>
        cues[at].Kind == kind
        && ((at > 0 && cues[at - 1] == cues[at] with { Kind = other }) || (at + 1 < cues.Count && cues[at + 1] == cues[at] with { Kind = other }));
}
