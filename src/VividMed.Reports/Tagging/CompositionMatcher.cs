using VividMed.Reports.Language;
using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>
/// Findings told by a structure and its state ("heart size is increased", "calcified plaques in the aorta and the coronary arteries").
/// A state belongs to the nearest structure and to those coordinated with it.
/// </summary>
internal sealed class CompositionMatcher(TermLexicon lexicon)
{
    private const int Reach = 14;
    private const int CommaCost = 4;
    private const int LongestPhraseGap = 5;

    /// <summary>Adds composed findings and removes the plain mentions that they contain.</summary>
    public void Find(Workspace work)
    {
        var tokens = work.Tokens;
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.States.Match(tokens, at, out var states);
            // "Thickening, prominent in the septa" names no prominence of them.
            if (length > 0 && !(TermLexicon.Is(lexicon.Words.Placing, tokens, at + length - 1) && TermLexicon.Is(lexicon.Words.InPlace, tokens, at + length)))
            {
                if (work.Parts.Count == 0) FindStructures(work);
                Compose(work, at, at + length, states);
            }

            at += Math.Max(1, length);
        }

        if (work.Composed.Count > 0) Merge(work);
    }

    /// <summary>Structures, and every other mention as something that only stands in the way.</summary>
    private void FindStructures(Workspace work)
    {
        var tokens = work.Tokens;
        var covers = work.Covers();
        foreach (var mention in work.Mentions)
        {
            if (!mention.IsAnatomy) covers[mention.Start..mention.End].Fill(1);
        }

        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Structures.Match(tokens, at, out var rules);
            // "Lymph node stations" are no lymph nodes: a longer phrase that names nothing.
            if (length > 0 && lexicon.Terms.Match(tokens, at, out var targets) > length && targets.IndexOfAnyExcept((Target?)null) < 0) length = 1;
            else if (length > 0 && !covers.Slice(at, length).Contains(1))
            {
                work.Parts.Add(new StructurePart(at, at + length, rules.ToArray()));
                covers.Slice(at, length).Fill(2);
            }

            at += Math.Max(1, length);
        }

        foreach (var mention in work.Mentions)
        {
            if (!covers[mention.Start..mention.End].Contains(2)) work.Parts.Add(new StructurePart(mention.Start, mention.End, []) { IsFinding = !mention.IsAnatomy });
        }

        work.Parts.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    private void Compose(Workspace work, int start, int end, ReadOnlySpan<StatePart> states)
    {
        var nearest = Nearest(work, start, end);
        if (nearest < 0 || Describes(work, end, work.Parts[nearest])) return;
        var step = work.Parts[nearest].Start < start ? -1 : 1;
        for (var i = nearest; ; i += step)
        {
            var taken = false;
            foreach (var state in states)
            {
                if (!work.Parts[i].Rules.Contains(state.Rule)) continue;
                Add(work, work.Parts[i], start, end, state);
                taken = true;
            }

            if (!taken) KeepName(work, work.Parts[i], start, end);

            var next = i + step;
            if (next < 0 || next >= work.Parts.Count || !Coordinated(work.Tokens, work.Parts[Math.Min(i, next)], work.Parts[Math.Max(i, next)])) return;
        }
    }

    /// <summary>"Effusion in both hemithoraces and the pericardium": the state is a name too, and the name is meant of the other place.</summary>
    private static void KeepName(Workspace work, StructurePart part, int start, int end)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Start >= start && mention.End <= end && mention.Target.Compositions.Any(rule => part.Rules.Contains(rule))) mention.KeepsName = true;
        }
    }

    /// <summary>"Stable cardiomegaly and mediastinal contours": what is stable is the finding; in "thickening of bands and septa" the bands only come first.</summary>
    private bool Describes(Workspace work, int end, StructurePart part)
    {
        if (!part.IsFinding || part.Start < end) return false;
        for (var at = end; at < part.Start; at++)
        {
            if (TermLexicon.Is(lexicon.Words.Links, work.Tokens, at)) return false;
        }

        return true;
    }

    private void Add(Workspace work, StructurePart structure, int start, int end, StatePart state)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Target == state.Target && mention.Overlaps(start, end)) return;
        }

        var whole = new TextSpan(Math.Min(structure.Start, start), Math.Max(structure.End, end));
        var (wholeTaken, stateTaken) = (false, false);
        foreach (var other in work.Composed)
        {
            if (other.Target == state.Target && other.Core == new TextSpan(start, end) && !work.Clauses.Parted(start, structure.Start)) return;
            wholeTaken |= other.Overlaps(whole.Start, whole.End);
            stateTaken |= other.Overlaps(start, end);
        }

        var gap = Math.Max(start - structure.End, structure.Start - end);
        // "Nodular lesion in the kidney (cyst?)": the kidney stays the place of what the brackets explain.
        var isOnePhrase = gap <= LongestPhraseGap && (start == 0 || work.TokenList[start - 1].Kind != TokenKind.Other);
        var span = isOnePhrase
            && !wholeTaken ? whole : stateTaken ? new TextSpan(structure.Start, structure.End) : new TextSpan(start, end);
        // "Plaques in the aorta, none in the coronary arteries": the state is denied of the structure that follows.
        var denied = structure.Start >= end && work.Clauses.Parted(start, structure.Start);
        if (denied) span = new TextSpan(structure.Start, structure.End);
        foreach (var mention in work.Mentions)
        {
            // "Peribronchial and septal thickening": the second is named in full, within the span of the first.
            mention.KeepsName |= mention.End == end && structure.End < mention.Start && mention.Start < start;
        }

        var isPredicate = IsPredicate(work, structure, start);
        work.Composed.Add(new Mention(span.Start, span.End, state.Target)
        {
            Core = denied ? span : new(start, end), Stated = denied ? Polarity.Absent : state.Stated, IsElliptic = denied, IsDescribed = isPredicate, IsPredicate = isPredicate,
        });
    }

    /// <summary>"The heart appears enlarged" is a sentence of its own, "enlarged heart" is not.</summary>
    private bool IsPredicate(Workspace work, StructurePart structure, int state)
    {
        for (var at = structure.End; at < state; at++)
        {
            if (TermLexicon.Is(lexicon.Words.Copulas, work.Tokens, at) || TermLexicon.Is(lexicon.Words.Showing, work.Tokens, at)) return true;
        }

        return false;
    }

    private static void Merge(Workspace work)
    {
        var covers = work.Covers();
        // "The heart is normal in size" denies cardiomegaly and still speaks of the heart.
        foreach (var composed in work.Composed.Where(static composed => composed.Stated == Polarity.Absent))
        {
            covers[composed.Start..composed.End].Fill(1);
        }

        foreach (var composed in work.Composed.Where(static composed => composed.Stated != Polarity.Absent))
        {
            covers[composed.Start..composed.End].Fill(2);
        }

        var kept = 0;
        for (var i = 0; i < work.Mentions.Count; i++)
        {
            var mention = work.Mentions[i];
            var covered = covers[mention.Start..mention.End];
            if (mention.IsAnatomy ? !covered.Contains(2) : mention.KeepsName || covered.IndexOfAnyExcept(0) < 0) work.Mentions[kept++] = mention;
        }

        work.Mentions.RemoveRange(kept, work.Mentions.Count - kept);
        work.Mentions.AddRange(work.Composed);
        work.Mentions.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>The index of the part that a state at tokens[start..end] is nearest to, -1 if none is in reach.</summary>
    private int Nearest(Workspace work, int start, int end)
    {
        var (best, least) = (-1, Reach + 1);
        for (var i = 0; i < work.Parts.Count && work.Parts[i].Start <= end + Reach; i++)
        {
            var part = work.Parts[i];
            // The state's own words ("calcification" is a target too) are no structure for it.
            if (part.End < start - Reach || (part.Start >= start && part.End <= end) || IsStateItself(work.Tokens, part, start, end) || SharesHead(work.Tokens, part, end)) continue;
            if (IsAttribute(work, i, start, end)) continue;
            var cost = part.Start < start ? Cost(work, part.End, start) : Cost(work, end, part.Start);
            if (cost < least) (best, least) = (i, cost);
        }

        return best;
    }

    /// <summary>"Plaques and stents in the aorta": the stents stand beside the state, not for its structure.</summary>
    private bool SharesHead(ReadOnlySpan<Token> tokens, StructurePart part, int end) =>
        part.Rules.Length == 0 && part.Start > end && TermLexicon.Is(lexicon.Words.Conjunctions, tokens, end) && part.Start - end <= 2;

    /// <summary>"Enlarged mediastinal lymph nodes", "enlarged hilar or mediastinal nodes": the state is that of the noun at the end.</summary>
    private bool IsAttribute(Workspace work, int index, int start, int end)
    {
        if (work.Parts[index].Start < end) return false;
        for (var i = index + 1; i < work.Parts.Count; i++)
        {
            var (last, head) = (work.Parts[i - 1], work.Parts[i]);
            if (last.End == head.Start) return IsHead(work.Tokens, head, start);
            if (!Coordinated(work.Tokens, last, head)) return false;
        }

        return false;
    }

    private bool IsHead(ReadOnlySpan<Token> tokens, StructurePart part, int state)
    {
        if (lexicon.Structures.Match(tokens, part.Start, out var rules) == 0 || lexicon.States.Match(tokens, state, out var states) == 0) return false;
        foreach (var taken in states)
        {
            if (rules.Contains(taken.Rule)) return true;
        }

        return false;
    }

    /// <summary>"Displaced fractures": a name that is nothing but the state and words that describe it.</summary>
    private bool IsStateItself(ReadOnlySpan<Token> tokens, StructurePart part, int start, int end)
    {
        if (part.Rules.Length > 0 || part.End != end || part.Start >= start) return false;
        for (var at = part.Start; at < start; at++)
        {
            if (lexicon.Words.Modifiers.Match(tokens, at, out _) == 0) return false;
        }

        return true;
    }

    private int Cost(Workspace work, int from, int to)
    {
        if (work.Parted(Math.Max(0, from - 1), to)) return int.MaxValue;
        var cost = Math.Max(0, to - from);
        for (var at = from; at < to && at - from <= Reach; at++)
        {
            // "The 4th, 5th and 6th ribs": what is counted off is one structure.
            var counts = at > from && char.IsAsciiDigit(work.Word(at - 1)[0]);
            if (!counts && (work.TokenList[at].Kind == TokenKind.Comma || TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, at))) cost += CommaCost;
        }

        return cost;
    }

    /// <summary>
    /// Whether two structures stand in one list: commas, conjunctions and small words between them, at most one other word. "In the coronary
    /// arteries in the aortic arch" lists without either. Where the first only tells a region it ends there: "the peribronchial area and septal
    /// thickening" thickens no bronchi.
    /// </summary>
    private bool Coordinated(ReadOnlySpan<Token> tokens, StructurePart first, StructurePart second)
    {
        var listed = tokens[second.Start].Joined || TermLexicon.Is(lexicon.Words.InPlace, tokens, first.End);
        var others = 0;
        for (var at = first.End; at < second.Start && others <= 1; at++)
        {
            listed |= tokens[at].Joined && tokens[at].Kind == TokenKind.Number;
            if (tokens[at].Kind == TokenKind.Comma || TermLexicon.Is(lexicon.Words.Conjunctions, tokens, at)) listed = true;
            else if (!TermLexicon.Is(lexicon.Words.Links, tokens, at) && lexicon.Words.Modifiers.Match(tokens, at, out _) == 0) others += at == first.End && TermLexicon.Is(lexicon.Words.Regions, tokens, at) ? 2 : 1;
        }

        return listed && others <= 1;
    }
}

/// <summary>What a state word says of the finding that a composition makes of it.</summary>
internal readonly record struct StatePart(Composition Rule, Target Target, Polarity? Stated);

/// <summary>
/// A structure at tokens[Start..End] with the compositions that it can be part of; none for one that only stands in the way.
/// </summary>
internal readonly record struct StructurePart(int Start, int End, Composition[] Rules)
{
    /// <summary>A finding of its own, which no state makes another of.</summary>
    public bool IsFinding { get; init; }
}
