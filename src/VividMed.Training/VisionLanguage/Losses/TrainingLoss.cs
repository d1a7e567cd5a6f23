using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>
/// Next-word cross-entropy, a conversation as much as another one; per phrase, dense boxes (<see cref="PlaceLoss"/>) and masks, 2 Dice + 2 focal.
/// VividMed weighs opening signs 5 (arXiv 2410.12694): a model so taught opens phrases where there are none, so here they weigh as other words.
/// </summary>
internal static class TrainingLoss
{
    private const double MaskWeight = 2;

    public static LossTerms Of(VividMedNetwork network, ConversationBatch batch, bool grounding)
    {
        var image = network.Encoder.call(batch.Images);
        var (hidden, sights) = network.Decoder.call(batch.Tokens, image.Tokens);
        var language = Language(network.Decoder.Logits(hidden), batch);
        if (!grounding) return new LossTerms(language, null, null, null);
        var at = Coordinates.Of(image.Places);
        var seen = Sum(PlaceLoss.Looks(sights, at, batch.Looks), Glances(network, image, batch));
        if (batch.Phrases.Count == 0) return new LossTerms(language, null, seen, null);

        var phrases = network.Grounding.Phrases.Of(hidden, batch.Phrases);
        var places = network.Grounding.call(phrases, image, PhraseVectors.Rows(batch.Phrases));
        var (box, score) = PlaceLoss.Of(places, at, batch.Phrases);
        return new LossTerms(language, box, Sum(score, seen), Masks(network, phrases, image, batch.Phrases));
    }

    private static Tensor? Glances(VividMedNetwork network, ImageFeatures image, ConversationBatch batch) => batch.Glances.Count == 0
        ? null
        : PlaceLoss.Glances(network.Grounding.Glance.call(network.Decoder.Mean(batch.Names), image), Coordinates.Of(image.Halves), batch.Glances);

    private static Tensor? Sum(Tensor? one, Tensor? other) => one is null ? other : other is null ? one : one + other;

    private static Tensor Language(Tensor logits, ConversationBatch batch)
    {
        var perWord = nn.functional.cross_entropy(
            logits.flatten(0, 1), batch.Labels.flatten(), ignore_index: ConversationBatch.NoLabel, reduction: nn.Reduction.None);
        return (perWord * batch.Weights.flatten()).sum() / batch.Tokens.shape[0];
    }

    /// <summary>Of phrases that have one, within the box that is known of them.</summary>
    private static Tensor? Masks(VividMedNetwork network, Tensor phrases, ImageFeatures image, IReadOnlyList<PhraseTarget> targets)
    {
        var masks = targets.Select(static (phrase, index) => (Phrase: phrase, Index: (long)index, Mask: phrase.Mask()))
            .Where(static pair => pair.Mask is not null)
            .ToList();
        if (masks.Count == 0) return null;
        var logits = network.Grounding.Masks.Call(
            phrases.index_select(0, tensor(masks.ConvertAll(static pair => pair.Index).ToArray())), image, masks.ConvertAll(static pair => pair.Phrase.Row),
            masks.ConvertAll(static pair => pair.Phrase.Hull()!)).flatten(1);
        var wanted = tensor(masks.SelectMany(static pair => pair.Mask!).ToArray()).view(masks.Count, -1);
        var filled = logits.sigmoid();
        var dice = 1 - (((2 * (filled * wanted).sum(1)) + 1) / (filled.sum(1) + wanted.sum(1) + 1));
        return MaskWeight * (dice.mean() + FocalLoss.Mean(logits, wanted));
    }
}

/// <summary>The weighted parts of a loss as scalars; null where the batch supervises nothing of the kind.</summary>
internal sealed record LossTerms(Tensor Language, Tensor? Box, Tensor? Objectness, Tensor? Mask)
{
    public Tensor Total()
    {
        var total = Language;
        if (Box is not null) total = total + Box;
        if (Objectness is not null) total = total + Objectness;
        return Mask is null ? total : total + Mask;
    }

    public StepLoss Values() => new(Value(Language), Value(Box), Value(Objectness), Value(Mask));

    private static float Value(Tensor? scalar) => scalar is null ? 0 : scalar.item<float>();
}
