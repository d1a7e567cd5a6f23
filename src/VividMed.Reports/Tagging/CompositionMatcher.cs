namespace VividMed.Reports;

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
    public void Find(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        List<StructurePart>? structures = null;
        var composed = new List<Mention>();
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.States.Match(tokens, at, out var states);
            if (length == 0)
            {
                at++;
                continue;
            }

            structures ??= FindStructures(tokens, mentions);
            Compose(tokens, structures, at, at + length, states, mentions, composed);
            at += length;
        }

        if (composed.Count == 0) return;
        // "The heart is normal in size" denies cardiomegaly and still speaks of the heart.
        mentions.RemoveAll(mention => composed.Exists(other => other.Overlaps(mention.Start, mention.End) && !(mention.IsAnatomy && other.Stated == Polarity.Absent)));
        mentions.AddRange(composed);
        mentions.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    private List<StructurePart> FindStructures(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        var parts = new List<StructurePart>();
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Structures.Match(tokens, at, out var rules);
            var (start, end) = (at, at + length);
            if (length > 0 && !mentions.Exists(mention => !mention.IsAnatomy && mention.Overlaps(start, end))) parts.Add(new StructurePart(start, end, rules));
            at += Math.Max(1, length);
        }

        foreach (var mention in mentions)
        {
            if (!parts.Exists(part => mention.Overlaps(part.Start, part.End))) parts.Add(new StructurePart(mention.Start, mention.End, []));
        }

        parts.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return parts;
    }

    private void Compose(
        ReadOnlySpan<Token> tokens, List<StructurePart> structures, int start, int end, IReadOnlyList<StatePart> states, List<Mention> mentions, List<Mention> composed)
    {
        foreach (var structure in Nearest(tokens, structures, start, end))
        {
            foreach (var state in states)
            {
                if (!structure.Rules.Contains(state.Rule)) continue;
                if (composed.Exists(other => other.Target == state.Target && other.Core == new TextSpan(start, end))) continue;
                if (mentions.Exists(mention => mention.Target == state.Target && mention.Overlaps(start, end))) continue;
                var span = Span(structure, start, end, composed);
                composed.Add(new Mention(span.Start, span.End, state.Target) { Core = new(start, end), Stated = state.Stated, Composed = true });
            }
        }
    }

    private static TextSpan Span(StructurePart structure, int start, int end, List<Mention> composed)
    {
        var whole = new TextSpan(Math.Min(structure.Start, start), Math.Max(structure.End, end));
        var gap = Math.Max(start - structure.End, structure.Start - end);
        if (gap <= LongestPhraseGap && !composed.Exists(other => other.Overlaps(whole.Start, whole.End))) return whole;
        return composed.Exists(other => other.Overlaps(start, end)) ? new TextSpan(structure.Start, structure.End) : new TextSpan(start, end);
    }

    private List<StructurePart> Nearest(ReadOnlySpan<Token> tokens, List<StructurePart> structures, int start, int end)
    {
        var best = -1;
        var least = int.MaxValue;
        for (var i = 0; i < structures.Count; i++)
        {
            var part = structures[i];
            // The state's own words ("calcification" is a target too) are no structure for it.
            if (part.Start >= start && part.End <= end) continue;
            var cost = part.Start < start ? Cost(tokens, part.End, start) : Cost(tokens, end, part.Start);
            if (cost >= least) continue;
            (best, least) = (i, cost);
        }

        if (best < 0 || least > Reach) return [];
        var chain = new List<StructurePart> { structures[best] };
        var step = structures[best].Start < start ? -1 : 1;
        for (var i = best + step; i >= 0 && i < structures.Count && Coordinated(tokens, structures[Math.Min(i, i - step)], structures[Math.Max(i, i - step)]); i += step) chain.Add(structures[i]);
        return chain;
    }

    private static int Cost(ReadOnlySpan<Token> tokens, int from, int to)
    {
        var cost = Math.Max(0, to - from);
        for (var at = from; at < to; at++)
        {
            if (tokens[at].Kind == TokenKind.Semicolon) return int.MaxValue;
            if (tokens[at].Kind == TokenKind.Comma) cost += CommaCost;
        }

        return cost;
    }

    /// <summary>Whether two structures stand in one list: commas, conjunctions and small words between them, at most one other word.</summary>
    private bool Coordinated(ReadOnlySpan<Token> tokens, StructurePart first, StructurePart second)
    {
        var listed = tokens[second.Start].Joined;
        var others = 0;
        for (var at = first.End; at < second.Start; at++)
        {
            if (tokens[at].Kind == TokenKind.Comma || TermLexicon.Is(lexicon.Conjunctions, tokens, at)) listed = true;
            else if (!TermLexicon.Is(lexicon.Links, tokens, at) && lexicon.Modifiers.Match(tokens, at, out _) == 0) others++;
        }

        return listed && others <= 1;
    }
}
