using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// Pairs the true mentions of a target with the phrases that a tagger found for it, both in the order of the text: the order-preserving
/// pairing that agrees best in side and assertion, so that one missed or invented mention does not shift all others.
/// </summary>
internal static class MentionPairing
{
    private const int Paired = 4;

    /// <summary>For each mention the position in <paramref name="phrases"/>, or -1.</summary>
    public static int[] Pair(IReadOnlyList<ReferenceMention> mentions, IReadOnlyList<Phrase> phrases)
    {
        var best = new int[mentions.Count + 1, phrases.Count + 1];
        for (var i = mentions.Count - 1; i >= 0; i--)
        {
            for (var j = phrases.Count - 1; j >= 0; j--)
            {
                best[i, j] = Math.Max(best[i + 1, j + 1] + Agreement(mentions[i], phrases[j]), Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var pairs = new int[mentions.Count];
        Array.Fill(pairs, -1);
        for (int i = 0, j = 0; i < mentions.Count && j < phrases.Count;)
        {
            if (best[i, j] == best[i + 1, j + 1] + Agreement(mentions[i], phrases[j])) pairs[i++] = j++;
            else if (best[i, j] == best[i + 1, j]) i++;
            else j++;
        }

        return pairs;
    }

    private static int Agreement(ReferenceMention mention, Phrase phrase) => Paired
        + (mention.Polarity == phrase.Polarity ? 2 : 0)
        + (mention.Historical == (phrase.Temporality == Temporality.Historical) ? 1 : 0)
        + (mention.Side == phrase.Side ? 2 : Sides.Conflict(mention.Side, phrase.Side) ? -2 : 0);
}
