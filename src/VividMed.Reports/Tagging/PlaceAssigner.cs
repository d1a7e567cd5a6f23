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

        if (work.Findings.Count == 0 || work.Places.Count == 0) return;
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
            while (before >= 0 && work.Findings[before].End > place.Start) before--;
            if (next < work.Findings.Count && Touches(work, inPlace, i, work.Findings[next].Start)) Give(work, next, place, sided, placed);
            else if (before >= 0 && !work.Parted(work.Findings[before].End - 1, place.Start)) GiveBackwards(work, before, place, sided, placed);
            else if (IsElliptic(work, place)) GiveOtherSide(work, place);
            else GiveForwards(work, next, place, sided, placed);
        }
    }

    /// <summary>Whether only describing words, coordination or other places stand between a place and the finding after it.</summary>
    private bool Touches(Workspace work, ReadOnlySpan<int> inPlace, int index, int to)
    {
        var tokens = work.Tokens;
        for (var at = work.Places[index].End; at < to; at++)
        {
            if (inPlace[at] == 1 || lexicon.Modifiers.Match(tokens, at, out _) > 0) continue;
            // "left and right effusion" is one place after the other; "left lobe and effusion" is not.
            if (!TermLexicon.Is(lexicon.Conjunctions, tokens, at) || !inPlace[at..to].Contains(1)) return false;
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
            if (lexicon.Modifiers.Match(work.Tokens, at, out _) == 0 && !TermLexicon.Is(lexicon.Links, work.Tokens, at) && !TermLexicon.Is(lexicon.Conjunctions, work.Tokens, at) && !TermLexicon.Is(lexicon.Articles, work.Tokens, at)) return false;
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
        for (var i = index; i > 0 && !placed[i - 1] && findings[i - 1].Side == Side.None && !work.Parted(findings[i - 1].End - 1, findings[i].Start) && Coordinated(work.Tokens, findings[i - 1].End, findings[i].Start); i--)
        {
            // Marked only at the end: a second place of the same list is theirs too.
            Settle(work, findings[i - 1], place, sided[i - 1]);
        }
    }

    private void GiveForwards(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        for (var i = index; i < work.Findings.Count && !work.Parted(place.End - 1, work.Findings[i].Start); i++)
        {
            Give(work, i, place, sided, placed);
        }
    }

    private void Give(Workspace work, int index, Place place, bool[] sided, bool[] placed)
    {
        placed[index] = true;
        Settle(work, work.Findings[index], place, sided[index]);
    }

    private void Settle(Workspace work, Mention finding, Place place, bool sided)
    {
        var atTip = IsAtTip(work, finding, place);
        if (!sided && !atTip && finding.Target.Sideable) finding.Side = Sides.Union(finding.Side, place.Side);
        if (place.Anatomy is null || (sided && !atTip && Sides.Conflict(place.Side, finding.Side))) return;
        if (finding.Location is null || taxonomy.IsA(place.Anatomy, finding.Location)) finding.Location = place.Anatomy;
    }

    /// <summary>"With its tip in the right atrium": where a device ends, not where it lies.</summary>
    private bool IsAtTip(Workspace work, Mention finding, Place place)
    {
        for (var at = finding.End; at < place.Start; at++)
        {
            if (TermLexicon.Is(lexicon.Tips, work.Tokens, at)) return true;
        }

        return false;
    }

    private bool Coordinated(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if (to <= from) return true;
        return to - from <= 3
            && (tokens[from].Kind == TokenKind.Comma || tokens[from].Joined || TermLexicon.Is(lexicon.Conjunctions, tokens, from));
    }
}

/// <summary>A stated place at tokens[Start..End]: a side, an anatomy, or both.</summary>
internal readonly record struct Place(int Start, int End, Side Side, string? Anatomy);
