using VividMed.Reports.Wordings;
using VividMed.Reports.Assertions;
using VividMed.Reports.Language;
using VividMed.Reports.Tagging;

namespace VividMed.Reports.Clauses;

/// <summary>
/// Parts a sentence into clauses: what is denied, doubted, dated or placed in one says nothing of the next. A comma begins a clause where
/// what follows it stands by itself: it is graded, measured or placed anew, has a verb, or is said of anatomy that is normal. An "or"
/// keeps a list together, whatever describes its members.
/// </summary>
internal sealed class ClauseFinder(TermLexicon lexicon)
{
    private const int NormalReach = 3;

    /// <summary>What cues alone tell: contrasts ("but"), and denials of a place ("none in the right lung").</summary>
    public void Find(Workspace work)
    {
        foreach (var cue in work.Cues)
        {
            if (cue.Kind == CueKind.Parts || DeniesPlace(work, cue)) Begin(work, cue.Start);
        }

        work.Part(work.ClauseStarts);
    }

    /// <summary>What the findings between commas and conjunctions tell.</summary>
    public void Refine(Workspace work)
    {
        if (work.Mentions.Count == 0) return;
        for (var at = 1; at + 1 < work.TokenList.Count; at++)
        {
            var isComma = work.TokenList[at].Kind == TokenKind.Comma;
            if (!isComma && !Joins(work.Tokens, at)) continue;
            // "Compatible with mild edema": a word of a cue joins nothing. What a differential lists stays under it.
            if (work.Cues.Exists(cue => cue.Start < at && at < cue.End) || OpenCue(work, at) == CueKind.DoubtsAll) continue;
            if (isComma ? BeginsAfterComma(work, at) : BeginsAfterWord(work, at)) Begin(work, at);
        }

        work.Part(work.ClauseStarts);
    }

    private static void Begin(Workspace work, int at)
    {
        var index = work.ClauseStarts.BinarySearch(at);
        if (index < 0) work.ClauseStarts.Insert(~index, at);
    }

    /// <summary>", none in the coronary arteries", "; absent on the left"; "not seen in the current examination" is of a time and no place.</summary>
    private bool DeniesPlace(Workspace work, CueMatch cue) =>
        cue.Kind is CueKind.NegatesPrevious or CueKind.NegatesNext
        && cue.Start > 0
        && work.TokenList[cue.Start - 1].Kind == TokenKind.Comma
        && TermLexicon.Is(lexicon.Words.InPlace, work.Tokens, cue.End)
        && !work.Cues.Exists(next => next.Start == cue.End);

    private bool Joins(ReadOnlySpan<Token> tokens, int at) =>
        (TermLexicon.Is(lexicon.Words.Conjunctions, tokens, at) && !TermLexicon.Is(lexicon.Words.Alternatives, tokens, at)) || TermLexicon.Is(lexicon.Words.With, tokens, at);

    private bool BeginsAfterComma(Workspace work, int comma)
    {
        var end = SegmentEnd(work, comma + 1);
        if (OpensWithNormalAnatomy(work, comma + 1, end) || OpensWithNormalSide(work, comma + 1, end) || OpensWithSubject(work, lexicon.AfterArticles(work.Tokens, comma + 1))) return true;
        if (FindingIn(work, comma + 1, end) is not { } finding) return HasSubjectOfItsOwn(work, comma + 1, end) || DeniesInPlace(work, comma + 1, end);
        if (OpensSubordinate(work, comma)) return true;
        if (OpensWithPlace(work, comma + 1, finding)) return true;
        if (IsList(work, comma)) return false;
        if (EndsList(work, comma) || OpensWithCue(work, comma + 1, finding)) return true;
        // "Effusion, pneumothorax are not seen" denies both; what is graded before the comma stands by itself.
        if (Has(work, finding.End, end, CueKind.NegatesPrevious, CueKind.ResolvesPrevious)) return Before(work, comma) is { } before && (before.IsDescribed || (before.Side != Taxonomy.Side.None && finding.Side != Taxonomy.Side.None));
        return finding.IsDescribed || finding.Side != Taxonomy.Side.None || Has(work, finding.End, end, CueKind.Persists, CueKind.UnlikelyPrevious);
    }

    /// <summary>"No effusion and small pneumothorax", "not enlarged and mild edema is present", "s/p bypass with small effusion".</summary>
    private bool BeginsAfterWord(Workspace work, int word)
    {
        var tokens = work.Tokens;
        var next = lexicon.AfterArticles(work.Tokens, word + 1);
        if (OpensWithPlaceAndFinding(work, next) || OpensWithSubject(work, next)) return true;
        if (!TermLexicon.Is(lexicon.Words.With, tokens, word) && OpensWithNormalAnatomy(work, next, SegmentEnd(work, next))) return true;
        var isOther = TermLexicon.Is(lexicon.Words.With, tokens, word) && TermLexicon.Is(lexicon.Words.Definite, tokens, word + 1);
        if (isOther) next = word + 2;
        foreach (var mention in work.Mentions)
        {
            if (mention.Start < next) continue;
            // "No effusion with the consolidation": what is known already is not what is denied.
            if (isOther && mention.Start == next && !mention.IsAnatomy) return true;
            if (mention.Start != next || mention.IsAnatomy || OpenCue(work, word) is not { } open) return false;
            // What came of an operation has a side; a denial may have one too ("no edema and left effusion").
            return mention.IsDescribed || (open == CueKind.RecallsNext && mention.Side != Taxonomy.Side.None && TermLexicon.Is(lexicon.Words.With, tokens, word));
        }

        return false;
    }

    /// <summary>"... and the left lung shows a nodule", "... and the heart is enlarged": anatomy with a verb of its own.</summary>
    private bool OpensWithSubject(Workspace work, int from)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Start < from) continue;
            return mention.Start == from && (mention.IsAnatomy ? TermLexicon.Is(lexicon.Words.Showing, work.Tokens, mention.End) : mention.IsPredicate);
        }

        return false;
    }

    /// <summary>The cue before the token that still reaches on: a denial, a doubt, a history.</summary>
    private static CueKind? OpenCue(Workspace work, int at)
    {
        for (var i = work.Cues.Count - 1; i >= 0; i--)
        {
            if (work.Cues[i].Start >= at) continue;
            if (IsBefore(work, work.Cues[i].Start, at)) return null;
            switch (work.Cues[i].Kind)
            {
                case CueKind.NegatesNext or CueKind.DoubtsNext or CueKind.DoubtsAll or CueKind.RecallsNext or CueKind.DatesNext or CueKind.UnlikelyNext: return work.Cues[i].Kind;
                case CueKind.NegatesPrevious when i > 0 && work.Cues[i - 1] == work.Cues[i] with { Kind = CueKind.NegatesNext }: return CueKind.NegatesNext;
                case CueKind.Affirms or CueKind.Persists or CueKind.Closes or CueKind.Terminates or CueKind.NegatesPrevious: return null;
            }
        }

        return null;
    }

    private static bool IsBefore(Workspace work, int cue, int at)
    {
        foreach (var start in work.ClauseStarts)
        {
            if (start > cue && start <= at) return true;
        }

        return false;
    }

    /// <summary>"No edema, mass or effusion, old granuloma": the "or" before the comma was the list's last.</summary>
    private bool EndsList(Workspace work, int comma)
    {
        for (var at = comma - 1; at > 0 && work.TokenList[at].Kind is not (TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon); at--)
        {
            if (TermLexicon.Is(lexicon.Words.Alternatives, work.Tokens, at)) return OpenCue(work, at) is not null;
        }

        return false;
    }

    /// <summary>", possible pneumonia", ", likely edema": a statement with a cue of its own.</summary>
    private bool OpensWithCue(Workspace work, int from, Mention finding)
    {
        if (TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, from)) from++;
        return work.Cues.Exists(cue => cue.Start == from && cue.End <= finding.Core.Start && cue.Kind is CueKind.DoubtsNext or CueKind.ProbableNext or CueKind.UnlikelyNext or CueKind.NegatesNext);
    }

    /// <summary>", hemorrhage is less likely": what is doubted or gone is something that the taxonomy does not name.</summary>
    private bool HasSubjectOfItsOwn(Workspace work, int from, int end)
    {
        var cue = work.Cues.Find(cue => cue.Start > from && cue.Start < end && cue.Kind is CueKind.UnlikelyPrevious or CueKind.DoubtsPrevious or CueKind.ResolvesPrevious);
        if (cue.End == 0) return false;
        for (var at = from; at < cue.Start; at++)
        {
            if (work.TokenList[at].Kind == TokenKind.Word && lexicon.Words.Modifiers.Match(work.Tokens, at, out _) == 0 && !TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, at) && !TermLexicon.Is(lexicon.Words.Articles, work.Tokens, at) && !work.Cues.Exists(other => other.Start <= at && at < other.End)) return true;
        }

        return false;
    }

    /// <summary>", no plaque in the carotid arteries": what is denied of a place has no name here, and the place is not one of what stands before.</summary>
    private bool DeniesInPlace(Workspace work, int from, int end) =>
        TermLexicon.Is(lexicon.Words.No, work.Tokens, from)
        && work.Cues.Exists(cue => cue.Start == from && cue.Kind == CueKind.NegatesNext)
        && work.Mentions.Exists(mention => mention.IsAnatomy && mention.Start > from && mention.End <= end);

    /// <summary>An "or" further on in the same list.</summary>
    private bool IsList(Workspace work, int from)
    {
        var tokens = work.Tokens;
        for (var at = from + 1; at < tokens.Length && tokens[at].Kind is not (TokenKind.Semicolon or TokenKind.Colon); at++)
        {
            if (TermLexicon.Is(lexicon.Words.Alternatives, tokens, at)) return !Has(work, from + 1, at, CueKind.Persists, CueKind.Parts);
            if (Joins(tokens, at) && !TermLexicon.Is(lexicon.Words.Conjunctions, tokens, at)) return false;
        }

        return false;
    }

    private static bool Has(Workspace work, int from, int to, CueKind kind, CueKind other)
    {
        foreach (var cue in work.Cues)
        {
            if (cue.Start >= from && cue.Start < to && (cue.Kind == kind || cue.Kind == other)) return true;
        }

        return false;
    }

    /// <summary>"Although there is no effusion, ...": the sentence itself begins at the first comma.</summary>
    private static bool OpensSubordinate(Workspace work, int comma)
    {
        if (work.Cues.Find(static cue => cue.Kind == CueKind.Parts) is not { Start: <= 1, End: > 0 }) return false;
        for (var at = 0; at < comma; at++)
        {
            if (work.TokenList[at].Kind is TokenKind.Comma or TokenKind.Semicolon) return false;
        }

        return true;
    }

    private static Mention? Before(Workspace work, int at) => work.Mentions.FindLast(mention => mention.End <= at && !mention.IsAnatomy);

    private static int SegmentEnd(Workspace work, int from)
    {
        var at = from;
        while (at < work.TokenList.Count && work.TokenList[at].Kind is not (TokenKind.Comma or TokenKind.Semicolon)) at++;
        return at;
    }

    private static Mention? FindingIn(Workspace work, int from, int end)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Start >= from && mention.Start < end && !mention.IsAnatomy) return mention;
        }

        return null;
    }

    /// <summary>", in the left a mass": placed anew before it is named.</summary>
    private bool OpensWithPlace(Workspace work, int from, Mention finding) =>
        TermLexicon.Is(lexicon.Words.InPlace, work.Tokens, from) && finding.Start > from + 1;

    /// <summary>"... and in the left lung a nodule".</summary>
    private bool OpensWithPlaceAndFinding(Workspace work, int from)
    {
        if (!TermLexicon.Is(lexicon.Words.InPlace, work.Tokens, from)) return false;
        var placed = false;
        foreach (var mention in work.Mentions)
        {
            if (mention.Start < from) continue;
            if (!mention.IsAnatomy) return placed && TermLexicon.Is(lexicon.Words.Articles, work.Tokens, mention.Start - 1);
            placed = true;
        }

        return false;
    }

    /// <summary>", left is clear".</summary>
    private bool OpensWithNormalSide(Workspace work, int from, int end)
    {
        if (FindingIn(work, from, end) is not null || !work.Modifiers.Exists(modifier => modifier.Start - from is 0 or 1 && modifier.Side != Taxonomy.Side.None)) return false;
        for (var at = from; at < end; at++)
        {
            if (TermLexicon.Is(lexicon.Words.Normal, work.Tokens, at)) return true;
        }

        return false;
    }

    /// <summary>", right lung clear", ", lungs without edema".</summary>
    private bool OpensWithNormalAnatomy(Workspace work, int from, int end)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Start < from) continue;
            if (mention.Start >= end || !mention.IsAnatomy) return false;
            if (TermLexicon.Is(lexicon.Words.With, work.Tokens, mention.End) || work.Cues.Exists(cue => cue.Start == mention.End && cue.Kind == CueKind.NegatesNext)) return true;
            for (var at = mention.End; at < Math.Min(end, mention.End + NormalReach); at++)
            {
                if (TermLexicon.Is(lexicon.Words.Normal, work.Tokens, at)) return true;
            }

            return false;
        }

        return false;
    }
}
