using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>Gives mentions their side, their describing words and the anatomy that the sentence states for them.</summary>
internal sealed class PlaceResolver(TermLexicon lexicon, TargetTaxonomy taxonomy)
{
    private readonly AnatomySides _sides = new(lexicon, taxonomy);
    private readonly PlaceAssigner _assigner = new(lexicon, taxonomy);

    /// <summary>Gives mentions the describing words before them, which tell where clauses begin.</summary>
    public void Describe(Workspace work)
    {
        FindModifiers(work);
        TakeLeading(work);
    }

    /// <summary>Gives the findings of each clause its places.</summary>
    public void Place(Workspace work)
    {
        _sides.Resolve(work);
        FindPlaces(work);
        _assigner.Assign(work);
    }

    /// <summary>Drops what means something else where it lies.</summary>
    public void DropElsewhere(Workspace work) => work.Mentions.RemoveAll(IsElsewhere);

    private bool IsElsewhere(Mention mention)
    {
        if (mention.Location is not { } location) return false;
        foreach (var other in mention.Target.Elsewhere)
        {
            if (taxonomy.IsA(location, other)) return true;
        }

        return false;
    }

    private void FindModifiers(Workspace work)
    {
        var covers = work.CoverMentions();
        var tokens = work.Tokens;
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Words.Modifiers.Match(tokens, at, out var values);
            if (length > 0 && !covers.Slice(at, length).Contains(1)) work.Modifiers.Add(new ModifierMatch(at, at + length, values[0]));
            else if (length > 0 && values[0].Side != Side.None) TakeInner(work, at, values[0].Side);
            at += Math.Max(1, length);
        }
    }

    /// <summary>"Deformity of the right seventh rib": the side stands within what was composed.</summary>
    private static void TakeInner(Workspace work, int at, Side side)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.Start <= at && at < mention.End && mention.Core != new TextSpan(mention.Start, mention.End) && mention.Target.Sideable)
            {
                mention.Side = Sides.Union(mention.Side, side);
            }
        }
    }

    /// <summary>Extends each mention to the left over the describing words that touch it, and takes the side that they state.</summary>
    private void TakeLeading(Workspace work)
    {
        var tokens = work.Tokens;
        var modifiers = work.Modifiers;
        var (kept, next) = (0, 0);
        var before = default(Mention);
        foreach (var mention in work.Mentions)
        {
            if (before is { IsAnatomy: false } twin && twin.Core == mention.Core && twin.End == mention.End)
            {
                mention.TakeWords(twin);
                continue;
            }

            before = mention;
            while (next < modifiers.Count && modifiers[next].End <= mention.Start) modifiers[kept++] = modifiers[next++];
            while (kept > 0 && modifiers[kept - 1].End == mention.Start)
            {
                var modifier = modifiers[--kept];
                mention.Start = modifier.Start;
                mention.Side = Sides.Union(mention.Side, modifier.Side);
                if (modifier.Value.IsSameSide) mention.SameSide = modifier.Start;
                if (modifier.Value.IsSeverity) mention.Severity ??= work.Phrase(modifier.Start, modifier.End);
                mention.IsDescribed |= modifier.Value.IsSeverity || TermLexicon.Is(lexicon.Words.Changes, tokens, modifier.Start) || TermLexicon.Is(lexicon.Words.Numbers, tokens, modifier.Start);
                mention.Describe(new TextSpan(tokens[modifier.Start].Start, tokens[modifier.End - 1].End), first: true);
            }

            if (mention.Side != Side.None) TakeOtherSide(work, mention, ref kept);
        }

        while (next < modifiers.Count) modifiers[kept++] = modifiers[next++];
        modifiers.RemoveRange(kept, modifiers.Count - kept);
    }

    /// <summary>
    /// "Right and small left effusions", "moderate right and small left atelectasis": a plural holds the side before the conjunction, too, as does
    /// any finding where that side is graded.
    /// </summary>
    private void TakeOtherSide(Workspace work, Mention mention, ref int kept)
    {
        if (!TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, mention.Start - 1)) return;
        var (at, other) = (mention.Start - 1, kept);
        for (; other > 0 && work.Modifiers[other - 1].End == at; at = work.Modifiers[other].Start) other--;
        var (side, isGraded) = (Side.None, false);
        for (var i = other; i < kept; i++)
        {
            side = Sides.Union(side, work.Modifiers[i].Side);
            isGraded |= work.Modifiers[i].Value.IsSeverity;
        }

        if (side == Side.None || !(isGraded || work.Tokens[mention.End - 1].Plural)) return;
        mention.Side = Sides.Union(mention.Side, side);
        kept = other;
    }

    /// <summary>The side told last before a token; none where it was both.</summary>
    private static Side LastSide(Workspace work, int at)
    {
        var (last, end) = (Side.None, -1);
        foreach (var place in work.Places)
        {
            if (place.End <= at && place.End > end && place.Side != Side.None) (last, end) = (place.Side, place.End);
        }

        foreach (var mention in work.Mentions)
        {
            if (mention.End <= at && mention.End > end && mention.Side != Side.None) (last, end) = (mention.Side, mention.End);
        }

        // "The left lung has collapsed. There is effusion on the same side."
        return last switch { Side.Both => Side.None, Side.None => work.SideBefore, _ => last };
    }

    private static void FindPlaces(Workspace work)
    {
        foreach (var mention in work.Mentions)
        {
            if (mention.IsAnatomy) work.Places.Add(new Place(mention.Start, mention.End, mention.Side, mention.Target.Id, mention.IsSideImplied));
        }

        foreach (var modifier in work.Modifiers)
        {
            if (modifier.Side != Side.None) work.Places.Add(new Place(modifier.Start, modifier.End, modifier.Side, null));
        }

        foreach (var modifier in work.Modifiers)
        {
            if (modifier.Value.IsSameSide && LastSide(work, modifier.Start) is var side and not Side.None) work.Places.Add(new Place(modifier.Start, modifier.End, side, null));
        }

        foreach (var mention in work.Mentions)
        {
            if (mention is { SameSide: { } at, Side: Side.None, Target.Sideable: true }) mention.Side = LastSide(work, at);
        }

        work.Places.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }
}
