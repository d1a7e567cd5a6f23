using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>
/// Gives each stated place to the findings that it is said of: the one it touches, else the one before it, else those after it.
/// </summary>
internal sealed class PlaceAssigner(TermLexicon lexicon, TargetTaxonomy taxonomy)
{
    public void Assign(Workspace work)
    {
        foreach (var mention in work.Mentions)
        {
            if (!mention.IsAnatomy) work.Findings.Add(mention);
        }

        if (work.Findings.Count > 0 && work.Places.Count > 0) AssignPlaces(work);
        for (var i = 1; i < work.Findings.Count; i++)
        {
            TakeFromBeside(work, work.Findings[i - 1], work.Findings[i]);
            TakeFromExplained(work, work.Findings[i - 1], work.Findings[i]);
        }
    }

    /// <summary>"Calcifications in the spleen (sequelae of infection)": what brackets say of a finding lies where it does.</summary>
    private static void TakeFromExplained(Workspace work, Mention before, Mention finding)
    {
        if (finding.Location is not null || before.Location is null || !IsInBrackets(work, before.End, finding)) return;
        finding.Location = before.Location;
        if (finding.Side == Side.None && finding.Target.Sideable) (finding.Side, finding.IsSideImplied) = (before.Side, before.IsSideImplied);
    }

    private static bool IsInBrackets(Workspace work, int from, Mention finding)
    {
        var opens = false;
        for (var at = from; at < finding.Start; at++)
        {
            if (work.TokenList[at].Kind == TokenKind.ClosingBracket) return false;
            opens |= work.TokenList[at].Kind == TokenKind.Other;
        }

        return opens && work.TokenList.FindIndex(finding.End, static token => token.Kind is TokenKind.ClosingBracket or TokenKind.Other) is var end and >= 0
            && work.TokenList[end].Kind == TokenKind.ClosingBracket;
    }

    private void AssignPlaces(Workspace work)
    {
        var inPlace = work.Covers();
        foreach (var place in work.Places) inPlace[place.Start..place.End].Fill(1);
        var sided = new bool[work.Findings.Count];
        var placed = new bool[work.Findings.Count];
        for (var i = 0; i < sided.Length; i++) sided[i] = work.Findings[i].Side != Side.None;
        var next = 0;
        for (var i = 0; i < work.Places.Count; i++)
        {
            var place = work.Places[i];
            while (next < work.Findings.Count && work.Findings[next].Start < place.End) next++;
            var before = next - 1;
            // "The heart is enlarged": the heart is part of the finding's own name.
            if (before >= 0 && work.Findings[before].Start <= place.Start && place.End <= work.Findings[before].End) continue;
            while (before >= 0 && work.Findings[before].End > place.Start) before--;
            if (place.End < work.TokenList.Count && work.TokenList[place.End].Kind == TokenKind.Colon) GiveToAll(work, next, place, sided, placed);
            else if (next < work.Findings.Count && Touches(work, inPlace, i, work.Findings[next].Start)) Give(work, next, place, sided, placed);
            else if (before >= 0 && !work.Parted(work.Findings[before].End - 1, place.Start) && !IsSubject(work, place)) GiveBackwards(work, before, place, sided, placed);
            else if (IsElliptic(work, place)) GiveOtherSide(work, place);
            else GiveForwards(work, next, place, sided, placed);
        }
    }

    /// <summary>"Cavity in the right upper lobe with surrounding consolidation": what lies beside a finding lies on its side.</summary>
    private void TakeFromBeside(Workspace work, Mention before, Mention finding)
    {
        if (finding.Side != Side.None || finding.Location is not null || before.Side == Side.None || !finding.Target.Sideable) return;
        for (var at = before.End; at < finding.Core.Start; at++)
        {
            if (TermLexicon.Is(lexicon.Words.Beside, work.Tokens, at)) (finding.Side, finding.IsSideImplied) = (before.Side, before.IsSideImplied);
        }
    }

    /// <summary>Whether only describing words, coordination or other places stand between a place and the finding after it.</summary>
    private bool Touches(Workspace work, ReadOnlySpan<int> inPlace, int index, int to)
    {
        var tokens = work.Tokens;
        for (var at = work.Places[index].End; at < to; at++)
        {
            if (inPlace[at] == 1 || lexicon.Words.Modifiers.Match(tokens, at, out _) > 0) continue;
            // "left and right effusion" is one place after the other; "left lobe and effusion" is not.
            if (!TermLexicon.Is(lexicon.Words.Conjunctions, tokens, at) || !inPlace[at..to].Contains(1)) return false;
        }

        return true;
    }

    /// <summary>"Right effusion, moderate; left, small": a clause of nothing but a side and how much.</summary>
    private bool IsElliptic(Workspace work, Place place)
    {
        if (place.Anatomy is not null) return false;
        var (start, end) = (place.Start, place.End);
        while (start > 0 && !work.Clauses.Parted(start - 1, start)) start--;
        while (end < work.TokenList.Count && !work.Clauses.Parted(end - 1, end)) end++;
        for (var at = start; at < end; at++)
        {
            if (work.TokenList[at].Kind is not (TokenKind.Word or TokenKind.Number)) continue;
            if (lexicon.Words.Modifiers.Match(work.Tokens, at, out _) == 0 && !TermLexicon.Is(lexicon.Words.Links, work.Tokens, at) && !TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, at) && !TermLexicon.Is(lexicon.Words.Articles, work.Tokens, at)) return false;
        }

        return true;
    }

    private static void GiveOtherSide(Workspace work, Place place)
    {
        if (work.Findings.FindLast(finding => finding.End <= place.Start) is { Target.Sideable: true } finding) finding.Side = Sides.Union(finding.Side, place.Side);
    }

    private void GiveBackwards(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        var findings = work.Findings;
        Give(work, index, place, sided, placed);
        for (var i = index; i > 0 && !placed[i - 1] && findings[i - 1].Side == Side.None && !work.Parted(findings[i - 1].End - 1, findings[i].Start) && Coordinated(work, findings[i - 1].End, findings[i].Start); i--)
        {
            // Marked only at the end: a second place of the same list is theirs too.
            Settle(work, findings[i - 1], place, sided[i - 1]);
        }
    }

    private void GiveForwards(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        // "In the right lung, effusion and atelectasis" places both; "right jugular sheath, wires" only what it stands before.
        var all = TermLexicon.Is(lexicon.Words.InPlace, work.Tokens, BeforeArticle(work, place.Start));
        for (var i = index; i < work.Findings.Count && !work.Parted(place.End - 1, work.Findings[i].Start); i++)
        {
            if (i > index && !all && work.HasComma(work.Findings[i - 1].End, work.Findings[i].Start)) return;
            Give(work, i, place, sided, placed);
        }
    }

    /// <summary>"On the right: effusion, two fractures." A heading that is anatomy without a side of its own ("Lungs:") places nothing.</summary>
    private void GiveToAll(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        if (place.Side is not (Side.Left or Side.Right)) return;
        for (var i = index; i < work.Findings.Count; i++)
        {
            if (!placed[i]) Give(work, i, place, sided, placed);
        }
    }

    /// <summary>", the right base shows atelectasis": a place that begins what follows a comma, and is no end of what stands before.</summary>
    private bool IsSubject(Workspace work, Place place)
    {
        var start = BeforeArticle(work, place.Start);
        if (start < 0 || work.TokenList[start].Kind != TokenKind.Comma) return false;
        var at = place.End;
        while (at < work.TokenList.Count && lexicon.Words.Modifiers.Match(work.Tokens, at, out _) is > 0 and var length) at += length;
        return at < work.TokenList.Count && work.TokenList[at].Kind == TokenKind.Word && !TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, at);
    }

    private int BeforeArticle(Workspace work, int start)
    {
        var at = start - 1;
        while (at >= 0 && TermLexicon.Is(lexicon.Words.Articles, work.Tokens, at)) at--;
        return at;
    }

    private void Give(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        placed[index] = true;
        Settle(work, work.Findings[index], place, sided[index]);
    }

    private void Settle(Workspace work, Mention finding, Place place, bool sided)
    {
        var atTip = IsAtTip(work, finding, place);
        if (!sided && !atTip && finding.Target.Sideable)
        {
            finding.IsSideImplied = finding.Side == Side.None ? place.IsSideImplied : finding.IsSideImplied && place.IsSideImplied;
            finding.Side = Sides.Union(finding.Side, place.Side);
        }

        if (place.Anatomy is null || (sided && !atTip && Sides.Conflict(place.Side, finding.Side))) return;
        if (finding.Location is null || taxonomy.IsA(place.Anatomy, finding.Location)) finding.Location = place.Anatomy;
    }

    /// <summary>"With its tip in the right atrium": where a device ends, not where it lies.</summary>
    private bool IsAtTip(Workspace work, Mention finding, Place place)
    {
        for (var at = finding.End; at < place.Start; at++)
        {
            if (TermLexicon.Is(lexicon.Words.Tips, work.Tokens, at)) return true;
        }

        return false;
    }

    /// <summary>"A, B", "A and B", "A with B" where B is not one of its own ("with a B").</summary>
    private bool Coordinated(Workspace work, int from, int to)
    {
        var tokens = work.Tokens;
        if (to <= from || (to == from + 1 && TermLexicon.Is(lexicon.Words.With, tokens, from))) return true;
        return to - from <= 3
            && (tokens[from].Kind == TokenKind.Comma || tokens[from].Joined || TermLexicon.Is(lexicon.Words.Conjunctions, tokens, from));
    }
}

/// <summary>A stated place at tokens[Start..End]: a side, an anatomy, or both.</summary>
internal readonly record struct Place(int Start, int End, Side Side, string? Anatomy, bool IsSideImplied = false);
