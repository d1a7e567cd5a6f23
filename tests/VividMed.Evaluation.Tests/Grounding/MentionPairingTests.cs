using CsCheck;
using VividMed.Evaluation.Grounding;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class MentionPairingTests
{
    private static readonly Gen<ReferenceMention> AnyMention = Gen.Select(
        Gen.Enum<Side>(), Gen.Enum<Polarity>(), Gen.Bool, static (side, polarity, historical) => new ReferenceMention(
            "lung nodule", FindingKind.Abnormality, side, polarity, historical));

    private static readonly Gen<Phrase> AnyPhrase = AnyMention.Select(static mention => Said(mention));

    [Fact]
    public void What_was_read_as_it_was_meant_is_paired_one_to_one() =>
        AnyMention.Array[0, 8].Sample(static mentions =>
            MentionPairing.Pair(mentions, [.. mentions.Select(Said)]).SequenceEqual(Enumerable.Range(0, mentions.Length)));

    [Fact]
    public void Pairs_keep_the_order_of_the_text_and_agree_as_well_as_any_such_pairing_can() =>
        Gen.Select(AnyMention.Array[0, 5], AnyPhrase.Array[0, 5]).Sample(static (mentions, phrases) =>
        {
            var pairs = MentionPairing.Pair(mentions, phrases);
            var chosen = pairs.Where(static at => at >= 0).ToList();
            var agreement = pairs.Select((at, i) => at < 0 ? 0 : Agreement(mentions[i], phrases[at])).Sum();
            return pairs.Length == mentions.Length
                && chosen.SequenceEqual(chosen.Distinct().Order())
                && agreement == Best(mentions, phrases);
        });

    [Fact]
    public void A_mention_of_the_other_side_gives_way_to_the_one_of_its_own()
    {
        var (left, right) = (Of(Side.Left), Of(Side.Right));

        Assert.Equal([-1, 0], MentionPairing.Pair([left, right], [Said(right)]));
        Assert.Equal([1], MentionPairing.Pair([right], [Said(left), Said(right)]));
        Assert.Equal([0], MentionPairing.Pair([left], [Said(right)]));
        Assert.Empty(MentionPairing.Pair([], [Said(right)]));
    }

    private static ReferenceMention Of(Side side) => new("lung nodule", FindingKind.Abnormality, side, Polarity.Present, Historical: false);

    private static Phrase Said(ReferenceMention mention) => new(
        0, 6, "nodule", mention.Target, mention.Kind, mention.Polarity, mention.Historical ? Temporality.Historical : Temporality.Current,
        mention.Side, [], [], UngroundedReason.BelowThreshold);

    /// <summary>Every pairing in order, tried out: the first mention with each phrase or with none.</summary>
    private static int Best(ReadOnlySpan<ReferenceMention> mentions, ReadOnlySpan<Phrase> phrases)
    {
        if (mentions.IsEmpty) return 0;
        var best = Best(mentions[1..], phrases);
        for (var at = 0; at < phrases.Length; at++)
        {
            best = Math.Max(best, Agreement(mentions[0], phrases[at]) + Best(mentions[1..], phrases[(at + 1)..]));
        }

        return best;
    }

    private static int Agreement(ReferenceMention mention, Phrase phrase)
    {
        var side = mention.Side == phrase.Side ? 2 : Sides.Conflict(mention.Side, phrase.Side) ? -2 : 0;
        var said = Said(mention);
        return 4 + side + (said.Polarity == phrase.Polarity ? 2 : 0) + (said.Temporality == phrase.Temporality ? 1 : 0);
    }
}
