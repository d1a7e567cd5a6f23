using VividMed.Taxonomy;

namespace VividMed.Reports.Tagging;

/// <summary>The side of anatomy that no word before it tells: "upper lobe of the right lung", "both lungs", "middle lobe".</summary>
internal sealed class AnatomySides(TermLexicon lexicon, TargetTaxonomy taxonomy)
{
    private const int Reach = 3;

    public void Resolve(Workspace work)
    {
        var mentions = work.Mentions;
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            if (mentions[i] is not { IsAnatomy: true, Target.Sideable: true, Side: Side.None } mention) continue;
            mention.Side = SideOf(work, i);
            mention.IsSideImplied = mention.Side == Side.Both && SideAfter(work, i) == Side.None;
        }
    }

    private Side SideOf(Workspace work, int index)
    {
        var mention = work.Mentions[index];
        var after = SideAfter(work, index);
        if (after != Side.None) return after;
        // "Right lung lower lobe": the part takes the side of the whole before it.
        if (index > 0 && work.Mentions[index - 1] is { IsAnatomy: true } before && before.Side != Side.None && mention.Start - before.End <= Reach && taxonomy.IsA(mention.Target.Id, before.Target.Id)) return before.Side;
        return Own(work, mention);
    }

    private static Side Own(Workspace work, Mention mention)
    {
        if (mention.Target.ImpliedSide != Side.None) return mention.Target.ImpliedSide;
        return mention.Target.Paired && work.TokenList[mention.End - 1].Plural ? Side.Both : Side.None;
    }

    /// <summary>"Upper lobe of the right lung", "lower lobe on the left".</summary>
    private Side SideAfter(Workspace work, int index)
    {
        var tokens = work.Tokens;
        var mention = work.Mentions[index];
        var at = mention.End;
        while (at < tokens.Length && at - mention.End <= Reach && TermLexicon.Is(lexicon.Words.Links, tokens, at)) at++;
        if (at >= tokens.Length || at - mention.End > Reach) return Side.None;
        if (index + 1 < work.Mentions.Count && work.Mentions[index + 1] is { IsAnatomy: true } next && next.Start == at)
        {
            return at > mention.End ? next.Side : Side.None;
        }

        foreach (var modifier in work.Modifiers)
        {
            if (modifier.Start == at && modifier.Side != Side.None) return modifier.Side;
        }

        return Side.None;
    }
}
