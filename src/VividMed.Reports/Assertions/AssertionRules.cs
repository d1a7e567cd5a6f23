using System.Runtime.InteropServices;
using VividMed.Reports.Language;
using VividMed.Reports.Wordings;

namespace VividMed.Reports.Assertions;

/// <summary>
/// Finds the cues of a sentence and decides what they assert of a phrase. Cues act on one side, up to a terminating word or a settled
/// predicate, after the idea of NegEx and ConText (Chapman et al., 2001; Harkema et al., 2009) with rules of our own.
/// </summary>
internal sealed class AssertionRules(LanguageWords words)
{
    private const int PriorReach = 4;
    private const int PlaceReach = 4;

    /// <summary>"Pneumothorax (right): resolved".</summary>
    private const int ColonReach = 3;

    /// <summary>"Atelectasis versus pneumonia": what stands further from the word is no reading of it.</summary>
    private const int AlternativeReach = 3;

    /// <summary>"From the prior examination of 7 years ago".</summary>
    private const int ComparisonReach = 3;

    /// <summary>All cues within tokens[start..end] in order; a cue with two sides of effect appears once for each.</summary>
    public void FindCues(List<Token> tokens, int start, int end, List<CueMatch> cues)
    {
        var sentence = CollectionsMarshal.AsSpan(tokens)[..end];
        for (var at = start; at < sentence.Length;)
        {
            if (Mark(sentence, at) is { } kind) cues.Add(new CueMatch(at, at + 1, kind));
            if (Answers(CollectionsMarshal.AsSpan(tokens), at))
            {
                cues.Add(new CueMatch(at, at + 1, CueKind.NegatesPrevious));
                at++;
                continue;
            }

            var length = words.Cues.Match(sentence, at, out var kinds);
            foreach (var found in kinds)
            {
                // "Not seen: effusion, pneumothorax."
                if (found == CueKind.NegatesPrevious && Is(sentence, at + length, TokenKind.Colon)) cues.Add(new CueMatch(at, at + length + 1, CueKind.NegatesNext));
                else if (!(found == CueKind.Alternates && IsOfNoChange(sentence, cues)) && Stands(sentence, at, at + length, found, kinds)) cues.Add(new CueMatch(at, at + length, found));
            }

            at += Math.Max(1, length);
        }
    }

    /// <summary>What the cues assert of tokens[first..end], none of which reaches out of its clause.</summary>
    public Assertion Decide(
        List<Token> tokens, IReadOnlyList<CueMatch> cues, int first, int end, ClauseMap clauses = default)
    {
        var verdict = default(Verdict);
        for (var i = cues.Count - 1; i >= 0; i--)
        {
            if (cues[i].End > first || IsTwin(cues, i, CueKind.NegatesPrevious, CueKind.NegatesNext)) continue;
            if (clauses.Parted(cues[i].Start, first)) break;
            if (cues[i].Kind == CueKind.Alternates && first - cues[i].End > AlternativeReach) continue;
            if (verdict.TakeBefore(cues[i], first - cues[i].End <= PriorReach)) continue;
            if (cues[i].Kind == CueKind.Judges && Condition(cues) is { } condition) verdict.Doubt(condition);
            break;
        }

        for (var i = 0; i < cues.Count; i++)
        {
            if (cues[i].Start < end || IsTwin(cues, i, CueKind.NegatesNext, CueKind.NegatesPrevious)) continue;
            if (clauses.Parted(end - 1, cues[i].Start)) break;
            if (cues[i].Kind is CueKind.Relates or CueKind.TerminatesAfter && GoesOnAt(tokens, cues, i, end) is var next and > 0)
            {
                while (i + 1 < cues.Count && cues[i + 1].Start < next) i++;
                continue;
            }

            if (tokens[cues[i].Start].Kind == TokenKind.Colon && IsAnswered(cues, i)) continue;
            if (IsOfComparison(cues, i) || IsOfMeasure(CollectionsMarshal.AsSpan(tokens), cues[i])) continue;
            if (IsFarMark(tokens, cues[i], end) || (cues[i].Kind == CueKind.Alternates && cues[i].Start - end >= AlternativeReach)) continue;
            if (cues[i].Kind == CueKind.Judges && VerbOver(CollectionsMarshal.AsSpan(tokens), cues, i, end) is { } verb) verdict.TakeAfter(verb);
            if (!verdict.TakeAfter(cues[i])) break;
        }

        if (IsOfPriorExam(tokens, cues, first, end)) verdict.Date();
        return verdict.ToAssertion();
    }

    private static CueMatch? Condition(IReadOnlyList<CueMatch> cues)
    {
        foreach (var cue in cues)
        {
            if (cue.Kind == CueKind.Conditions) return cue;
        }

        return null;
    }

    /// <summary>"Unchanged from the previous examination 7 years ago": the time is that of the examination.</summary>
    private static bool IsOfComparison(IReadOnlyList<CueMatch> cues, int at) =>
        cues[at].Kind == CueKind.DatesPrevious && at > 0 && cues[at - 1].Kind == CueKind.Nothing && cues[at].Start - cues[at - 1].End <= ComparisonReach;

    /// <summary>"Measures 9 mm (6 mm on the prior examination)": the time is that of the second measure.</summary>
    private bool IsOfMeasure(ReadOnlySpan<Token> tokens, CueMatch cue)
    {
        if (cue.Kind != CueKind.DatesPrevious || cue.Start == 0 || words.Units.Match(tokens, cue.Start - 1, out _) == 0) return false;
        for (var at = cue.Start - 2; at >= 0; at--)
        {
            if (words.Units.Match(tokens, at, out _) > 0) return true;
        }

        return false;
    }

    /// <summary>
    /// What a punctuation mark does: a list's "2)" parts, a question mark doubts, a colon keeps back what comes after it.
    /// </summary>
    private CueKind? Mark(ReadOnlySpan<Token> tokens, int at) => tokens[at].Kind switch
    {
        TokenKind.Semicolon => CueKind.Terminates,
        TokenKind.Question when OpensWord(tokens, at) => CueKind.DoubtsNext,
        TokenKind.Question => CueKind.DoubtsPrevious,
        TokenKind.Colon => CueKind.TerminatesAfter,
        TokenKind.Number when Is(tokens, at + 1, TokenKind.ClosingBracket) && !IsInBrackets(tokens, at) => CueKind.Terminates,
        TokenKind.Comma when at + 1 < tokens.Length && words.With.Match(tokens, at + 1, out _) > 0 => CueKind.EndsHistory,
        _ => null,
    };

    /// <summary>"(series 3, image 20)", "(March 2021)": brackets close after a number that no list counts.</summary>
    private static bool IsInBrackets(ReadOnlySpan<Token> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && tokens[i].Kind != TokenKind.ClosingBracket; i--)
        {
            if (tokens[i].Kind == TokenKind.Other) return true;
        }

        return false;
    }

    /// <summary>"No change (was found) in the effusion or edema": both are there, and the "or" only goes on with what has not changed.</summary>
    private bool IsOfNoChange(ReadOnlySpan<Token> tokens, List<CueMatch> cues)
    {
        var said = cues.Count > 1 && cues[^1].Kind == CueKind.Affirms && cues[^1].Start == cues[^2].End ? cues[^2] : cues.LastOrDefault();
        return said.Kind == CueKind.Nothing && cues.Count > 0 && words.Links.Match(tokens, cues[^1].End, out _) > 0;
    }

    /// <summary>
    /// "Opacities compatible with pneumonia are not seen": what comes between a phrase and its verb says what it looks like. The verb's cue;
    /// null where a comma or another verb stands between.
    /// </summary>
    private CueMatch? VerbOver(ReadOnlySpan<Token> tokens, IReadOnlyList<CueMatch> cues, int judges, int end)
    {
        if (judges + 1 >= cues.Count || cues[judges + 1] is not { Kind: CueKind.NegatesPrevious or CueKind.ResolvesPrevious } verb) return null;
        for (var at = end; at < verb.Start; at++)
        {
            if (tokens[at].Kind is TokenKind.Comma or TokenKind.Colon || words.Copulas.Match(tokens, at, out _) > 0) return null;
        }

        return verb;
    }

    /// <summary>"Effusion or pneumothorax: not demonstrated".</summary>
    private static bool IsAnswered(IReadOnlyList<CueMatch> cues, int colon) =>
        colon + 1 < cues.Count && cues[colon + 1].Start == cues[colon].End && cues[colon + 1].Kind is CueKind.NegatesPrevious or CueKind.ResolvesPrevious;

    /// <summary>
    /// Where the sentence goes on for a phrase after "which" or "that": at once where they touch it ("effusion, which was drained"), after
    /// the closing comma, or after the earlier examination that the clause speaks of; 0 where it does not.
    /// </summary>
    private static int GoesOnAt(IReadOnlyList<Token> tokens, IReadOnlyList<CueMatch> cues, int at, int end)
    {
        if (cues[at].Kind == CueKind.Relates && cues[at].Start == end + 1 && tokens[end].Kind == TokenKind.Comma) return cues[at].End;
        if (cues[at].Kind == CueKind.Relates && ClosingComma(tokens, cues[at]) is var comma and > 0) return comma;
        for (var i = at + 1; i < cues.Count; i++)
        {
            if (cues[i].Kind == CueKind.PriorExam) return cues[i].End;
        }

        return 0;
    }

    /// <summary>The comma after a relative clause that a comma opens; 0 where the sentence ends with it.</summary>
    private static int ClosingComma(IReadOnlyList<Token> tokens, CueMatch relates)
    {
        if (relates.Start == 0 || tokens[relates.Start - 1].Kind != TokenKind.Comma) return 0;
        for (var at = relates.End; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == TokenKind.Comma) return at;
        }

        return 0;
    }

    /// <summary>Small words that come before what is named.</summary>
    private bool Opens(ReadOnlySpan<Token> tokens, int at) =>
        words.With.Match(tokens, at, out _) > 0 || words.Conjunctions.Match(tokens, at, out _) > 0 || words.Articles.Match(tokens, at, out _) > 0;

    /// <summary>"Seen" closes before a comma only; "less likely" is said of what follows it, and of what stands before only where nothing does.</summary>
    private bool Stands(ReadOnlySpan<Token> tokens, int start, int end, CueKind kind, ReadOnlySpan<CueKind> all) => kind switch
    {
        CueKind.Closes => Is(tokens, end, TokenKind.Comma),
        CueKind.UnlikelyPrevious when all.Contains(CueKind.UnlikelyNext) => !Is(tokens, end, TokenKind.Word),
        CueKind.UnlikelyNext when all.Contains(CueKind.UnlikelyPrevious) => Is(tokens, end, TokenKind.Word),
        // "Atelectasis with possible pneumonia" doubts what the words open, "pneumonia possible" what they close.
        CueKind.DoubtsPrevious when all.Contains(CueKind.DoubtsNext) => !(Is(tokens, end, TokenKind.Word) && start > 0 && Opens(tokens, start - 1)),
        _ => true,
    };

    /// <summary>
    /// A question mark asks only what it touches, one in parentheses only what they hold ("nodules (lymph nodes?)"); a colon that follows a
    /// phrase belongs to it ("Effusion: none").
    /// </summary>
    private static bool IsFarMark(IReadOnlyList<Token> tokens, CueMatch cue, int end) => tokens[cue.Start].Kind switch
    {
        TokenKind.Question => (cue.Start > end && IsWord(tokens[end])) || (cue.Start > end + 1 && tokens[end].Kind == TokenKind.Other),
        TokenKind.Colon => cue.Start <= end + ColonReach,
        _ => false,
    };

    /// <summary>"? effusion", "?effusion": asked of what follows, where "effusion?" is asked of what stands before.</summary>
    private static bool OpensWord(ReadOnlySpan<Token> tokens, int at) =>
        at + 1 < tokens.Length && IsWord(tokens[at + 1]) && (at == 0 || tokens[at - 1].End < tokens[at].Start || !IsWord(tokens[at - 1]));

    /// <summary>"Effusion: no." answers what stands before the colon.</summary>
    private bool Answers(ReadOnlySpan<Token> tokens, int at) =>
        at > 0 && tokens[at - 1].Kind == TokenKind.Colon && words.No.Match(tokens, at, out _) > 0
        && (at + 1 == tokens.Length || tokens[at + 1].Kind is not (TokenKind.Word or TokenKind.Number));

    private static bool IsWord(Token token) => token.Kind is TokenKind.Word or TokenKind.Number;

    private static bool Is(ReadOnlySpan<Token> tokens, int at, TokenKind kind) => at < tokens.Length && tokens[at].Kind == kind;

    /// <summary>
    /// "In the previous examination there was a nodule", "there is consolidation at this level in the previous examination."
    /// </summary>
    private static bool IsOfPriorExam(IReadOnlyList<Token> tokens, IReadOnlyList<CueMatch> cues, int first, int end)
    {
        for (var i = 0; i < cues.Count; i++)
        {
            if (cues[i].Kind != CueKind.PriorExam) continue;
            if (cues[i].Start == 0 && cues[i].End <= first) return !Commas(tokens, AfterBrackets(tokens, cues[i].End) + 1, first);
            var follows = cues[i].Start >= end
                && cues[i].Start - end <= PlaceReach
                && (i == cues.Count - 1 || cues[i + 1].Start > cues[i].End + 2);
            if (follows && LastBefore(cues, first) is CueKind.Terminates or CueKind.Parts && !Commas(tokens, end, cues[i].Start)) return true;
        }

        return false;
    }

    /// <summary>"On the outside scan (12/2010), ...": past what brackets say of it.</summary>
    private static int AfterBrackets(IReadOnlyList<Token> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].Kind != TokenKind.Other) return at;
        for (var end = at + 1; end < tokens.Count; end++)
        {
            if (tokens[end].Kind == TokenKind.ClosingBracket) return end + 1;
        }

        return at;
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
