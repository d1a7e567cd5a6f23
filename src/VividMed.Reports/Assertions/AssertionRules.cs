using System.Runtime.InteropServices;
using VividMed.Reports.Language;

namespace VividMed.Reports.Assertions;

/// <summary>
/// Finds the cues of a sentence and decides what they assert of a phrase. Cues act on one side, up to a terminating word or a settled
/// predicate, after the idea of NegEx and ConText (Chapman et al., 2001; Harkema et al., 2009) with rules of our own.
/// </summary>
internal sealed class AssertionRules
{
    private const int PriorReach = 4;
    private const int PlaceReach = 4;

    private readonly PhraseTrie<CueKind> _cues = CueLexicon.Trie;
    private readonly PhraseTrie<bool> _with = new();

    /// <param name="lexicon">One that began with the cues.</param>
    public AssertionRules(Lexicon lexicon) => lexicon.Add(_with, "with", true);

    /// <summary>All cues within tokens[start..end] in order; a cue with two sides of effect appears once for each.</summary>
    public void FindCues(List<Token> tokens, int start, int end, List<CueMatch> cues)
    {
        var sentence = CollectionsMarshal.AsSpan(tokens)[..end];
        for (var at = start; at < sentence.Length;)
        {
            if (Mark(sentence, at) is { } kind) cues.Add(new CueMatch(at, at + 1, kind));
            var length = _cues.Match(sentence, at, out var kinds);
            foreach (var found in kinds)
            {
                if (found != CueKind.Closes || Is(sentence, at + length, TokenKind.Comma)) cues.Add(new CueMatch(at, at + length, found));
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
            if (IsFarMark(tokens, cues[i], end)) continue;
            if (!verdict.TakeAfter(cues[i].Kind)) break;
        }

        if (IsOfPriorExam(tokens, cues, first, end)) verdict.Date();
        return verdict.ToAssertion();
    }

    /// <summary>
    /// What a punctuation mark does: a list's "2)" parts, a question mark doubts, a colon keeps back what comes after it.
    /// </summary>
    private CueKind? Mark(ReadOnlySpan<Token> tokens, int at) => tokens[at].Kind switch
    {
        TokenKind.Semicolon => CueKind.Terminates,
        TokenKind.Question => CueKind.DoubtsPrevious,
        TokenKind.Colon => CueKind.TerminatesAfter,
        TokenKind.Number when Is(tokens, at + 1, TokenKind.ClosingBracket) => CueKind.Terminates,
        TokenKind.Comma when at + 1 < tokens.Length && _with.Match(tokens, at + 1, out _) > 0 => CueKind.EndsHistory,
        _ => null,
    };

    /// <summary>A question mark asks only what it touches; a colon that follows a phrase belongs to it ("Effusion: none").</summary>
    private static bool IsFarMark(IReadOnlyList<Token> tokens, CueMatch cue, int end) => tokens[cue.Start].Kind switch
    {
        TokenKind.Question => cue.Start > end + 1,
        TokenKind.Colon => cue.Start <= end,
        _ => false,
    };

    private static bool Is(ReadOnlySpan<Token> tokens, int at, TokenKind kind) => at < tokens.Length && tokens[at].Kind == kind;

    /// <summary>
    /// "In the previous examination there was a nodule", "there is consolidation at this level in the previous examination."
    /// </summary>
    private static bool IsOfPriorExam(IReadOnlyList<Token> tokens, IReadOnlyList<CueMatch> cues, int first, int end)
    {
        for (var i = 0; i < cues.Count; i++)
        {
            if (cues[i].Kind != CueKind.PriorExam) continue;
            if (cues[i].Start == 0 && cues[i].End <= first) return !Commas(tokens, cues[i].End + 1, first);
            var follows = cues[i].Start >= end
                && cues[i].Start - end <= PlaceReach
                && (i == cues.Count - 1 || cues[i + 1].Start > cues[i].End + 2);
            if (follows && LastBefore(cues, first) == CueKind.Terminates && !Commas(tokens, end, cues[i].Start)) return true;
        }

        return false;
    }

    private static CueKind? LastBefore(IReadOnlyList<CueMatch> cues, int first)
    {
        CueKind? last = null;
        for (var i = 0; i < cues.Count && cues[i].End <= first; i++) last = cues[i].Kind;
        return last;
    }

    private static bool Commas(IReadOnlyList<Token> tokens, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (tokens[at].Kind == TokenKind.Comma) return true;
        }

        return false;
    }

    /// <summary>Whether the cue is the half of a two-sided one that does not act in the direction looked at.</summary>
    private static bool IsTwin(IReadOnlyList<CueMatch> cues, int at, CueKind kind, CueKind other) =>
        cues[at].Kind == kind
        && ((at > 0 && cues[at - 1] == cues[at] with { Kind = other }) || (at + 1 < cues.Count && cues[at + 1] == cues[at] with { Kind = other }));
}
