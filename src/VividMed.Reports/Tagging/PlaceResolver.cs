namespace VividMed.Reports;

/// <summary>Gives mentions their side, their describing words and the anatomy that the sentence states for them.</summary>
internal sealed class PlaceResolver(TermLexicon lexicon, Taxonomy taxonomy)
{
    private const int SizeReach = 8;

    public void Resolve(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        if (mentions.Count == 0) return;
        var modifiers = FindModifiers(tokens, mentions);
        foreach (var mention in mentions) TakeLeading(tokens, mention, mentions, modifiers);
        SideAnatomy(tokens, mentions, modifiers);
        var places = Places(mentions, modifiers);
        Assign(tokens, mentions, places);
        TakeSizes(tokens, mentions);
        mentions.RemoveAll(mention => mention.Location is { } location && mention.Target.Elsewhere.Any(other => taxonomy.IsA(location, other)));
    }

    private List<ModifierMatch> FindModifiers(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        var found = new List<ModifierMatch>();
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Modifiers.Match(tokens, at, out var values);
            var (start, end) = (at, at + length);
            if (length > 0 && !mentions.Exists(mention => mention.Overlaps(start, end))) found.Add(new ModifierMatch(at, at + length, values[0].Side));
            at += Math.Max(1, length);
        }

        return found;
    }

    /// <summary>Extends a mention to the left over the describing words that touch it, and takes the side that they state.</summary>
    private static void TakeLeading(ReadOnlySpan<Token> tokens, Mention mention, List<Mention> mentions, List<ModifierMatch> modifiers)
    {
        for (var i = modifiers.Count - 1; i >= 0; i--)
        {
            var modifier = modifiers[i];
            if (modifier.End > mention.Start) continue;
            if (modifier.End != mention.Start || mentions.Exists(other => other != mention && other.Overlaps(modifier.Start, modifier.End))) return;
            mention.Start = modifier.Start;
            mention.Side = Sides.Union(mention.Side, modifier.Side);
            mention.Modifiers.Insert(0, new TextSpan(tokens[modifier.Start].Start, tokens[modifier.End - 1].End));
            modifiers.RemoveAt(i);
        }
    }

    private void SideAnatomy(ReadOnlySpan<Token> tokens, List<Mention> mentions, List<ModifierMatch> modifiers)
    {
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            var mention = mentions[i];
            if (!mention.IsAnatomy || !mention.Target.Sideable || mention.Side != Side.None) continue;
            mention.Side = SideAfter(tokens, mention, mentions, modifiers, i);
            if (mention.Side == Side.None && i > 0 && mentions[i - 1] is { IsAnatomy: true } before && mention.Start - before.End <= 3 && taxonomy.IsA(mention.Target.Id, before.Target.Id)) mention.Side = before.Side;
            if (mention.Side == Side.None) mention.Side = mention.Target.ImpliedSide;
            if (mention.Side == Side.None && mention.Target.Paired && tokens[mention.End - 1].Plural) mention.Side = Side.Both;
        }
    }

    /// <summary>"upper lobe of the right lung", "lower lobe on the left".</summary>
    private Side SideAfter(ReadOnlySpan<Token> tokens, Mention mention, List<Mention> mentions, List<ModifierMatch> modifiers, int index)
    {
        var at = mention.End;
        while (at < tokens.Length && TermLexicon.Is(lexicon.Links, tokens, at)) at++;
        if (at >= tokens.Length || at - mention.End > 3) return Side.None;
        if (index + 1 < mentions.Count && mentions[index + 1] is { IsAnatomy: true } next && next.Start == at) return at > mention.End ? next.Side : Side.None;
        return modifiers.Find(modifier => modifier.Start == at && modifier.Side != Side.None).Side;
    }

    private static List<Place> Places(List<Mention> mentions, List<ModifierMatch> modifiers)
    {
        var places = new List<Place>();
        foreach (var mention in mentions)
        {
            if (mention.IsAnatomy) places.Add(new Place(mention.Start, mention.End, mention.Side, mention.Target.Id));
        }

        foreach (var modifier in modifiers)
        {
            if (modifier.Side != Side.None) places.Add(new Place(modifier.Start, modifier.End, modifier.Side, null));
        }

        places.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return places;
    }

    private void Assign(ReadOnlySpan<Token> tokens, List<Mention> mentions, List<Place> places)
    {
        var findings = mentions.FindAll(static mention => !mention.IsAnatomy);
        if (findings.Count == 0) return;
        var own = new List<Place>[findings.Count];
        for (var i = 0; i < own.Length; i++) own[i] = [];
        foreach (var place in places)
        {
            var after = findings.FindIndex(finding => finding.Start >= place.End);
            var before = findings.FindLastIndex(finding => finding.End <= place.Start);
            if (after >= 0 && Touches(tokens, place.End, findings[after].Start, places)) own[after].Add(place);
            else if (before >= 0 && !Parted(tokens, findings[before].End, place.Start)) GiveBackwards(tokens, findings, own, before, place);
            else if (after >= 0) GiveForwards(tokens, findings, own, after, place);
        }

        for (var i = 0; i < own.Length; i++) Settle(findings[i], own[i]);
    }

    /// <summary>Whether only describing words, coordination or other places stand between a place and the finding after it.</summary>
    private bool Touches(ReadOnlySpan<Token> tokens, int from, int to, List<Place> places)
    {
        for (var at = from; at < to; at++)
        {
            var position = at;
            if (places.Exists(place => place.Start <= position && position < place.End)) continue;
            if (lexicon.Modifiers.Match(tokens, at, out _) > 0) continue;
            // "left and right effusion" is one place after the other; "left lobe and effusion" is not.
            if (!TermLexicon.Is(lexicon.Conjunctions, tokens, at) || !places.Exists(place => place.Start > position && place.Start < to)) return false;
        }

        return true;
    }

    private void GiveBackwards(ReadOnlySpan<Token> tokens, List<Mention> findings, List<Place>[] own, int index, Place place)
    {
        own[index].Add(place);
        for (var i = index; i > 0 && own[i - 1].Count == 0 && findings[i - 1].Side == Side.None && Coordinated(tokens, findings[i - 1].End, findings[i].Start); i--) own[i - 1].Add(place);
    }

    private static void GiveForwards(ReadOnlySpan<Token> tokens, List<Mention> findings, List<Place>[] own, int index, Place place)
    {
        for (var i = index; i < findings.Count && !Parted(tokens, place.End, findings[i].Start); i++) own[i].Add(place);
    }

    private bool Coordinated(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if (to <= from) return true;
        return to - from <= 3 && (tokens[from].Kind == TokenKind.Comma || tokens[from].Joined || TermLexicon.Is(lexicon.Conjunctions, tokens, from));
    }

    private static bool Parted(ReadOnlySpan<Token> tokens, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (tokens[at].Kind == TokenKind.Semicolon) return true;
        }

        return false;
    }

    private void Settle(Mention finding, List<Place> places)
    {
        var sided = finding.Side != Side.None;
        foreach (var place in places)
        {
            if (!sided && finding.Target.Sideable) finding.Side = Sides.Union(finding.Side, place.Side);
            if (place.Anatomy is null || (sided && place.Side != Side.None && Sides.Conflict(place.Side, finding.Side))) continue;
            if (finding.Location is null || taxonomy.IsA(place.Anatomy, finding.Location)) finding.Location = place.Anatomy;
        }
    }

    private void TakeSizes(ReadOnlySpan<Token> tokens, List<Mention> mentions)
    {
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (tokens[at].Kind != TokenKind.Number || !TermLexicon.Is(lexicon.Units, tokens, at + 1)) continue;
            var position = at;
            var nearest = mentions
                .Where(mention => !mention.IsAnatomy && Distance(mention, position) <= SizeReach)
                .MinBy(mention => Distance(mention, position));
            nearest?.Modifiers.Add(new TextSpan(tokens[at].Start, tokens[at + 1].End));
        }
    }

    private static int Distance(Mention mention, int at) => at >= mention.End ? at - mention.End : mention.Start - at;
}
