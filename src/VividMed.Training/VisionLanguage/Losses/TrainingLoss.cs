using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>
/// The losses of VividMed (arXiv 2410.12694) with its weights: next-word cross-entropy (opening signs x 5); per phrase, boxes
/// matched one to one by cost, 5 L1 + 2 (1 - GIoU), objectness 2 focal (alpha 0.85); masks 2 Dice + 2 focal.
/// </summary>
internal static class TrainingLoss
{
    private const double OpeningWeight = 5;
    private const double L1Weight = 5;
    private const double OverlapWeight = 2;
    private const double ObjectnessWeight = 2;
    private const double ObjectnessAlpha = 0.85;
    private const double MaskWeight = 2;
    private const double LeastProbability = 0.02;

    public static LossTerms Of(VividMedNetwork network, ConversationBatch batch, bool grounding)
    {
        var image = network.Encoder.call(batch.Images);
        var hidden = network.Decoder.call(batch.Tokens, image.Tokens);
        var language = Language(network.Decoder.Logits(hidden), batch.Labels);
        if (!grounding || batch.Phrases.Count == 0) return new LossTerms(language, null, null, null);

        var found = Locate(network, hidden, image, batch.Phrases);
        var (box, objectness) = Boxes(found, batch.Phrases);
        return new LossTerms(language, box, objectness, Masks(found.Masks, batch.Phrases));
    }

    /// <summary>The heads' predictions for a batch's phrases.</summary>
    public static PhraseLocalization Locate(
        VividMedNetwork network, Tensor hidden, ImageFeatures image, IReadOnlyList<PhraseTarget> phrases)
    {
        using var positions = tensor(phrases.Select(static phrase => (long)phrase.Position).ToArray());
        var rows = tensor(phrases.Select(static phrase => (long)phrase.Row).ToArray());
        return network.Grounding.call(hidden.flatten(0, 1).index_select(0, positions), image, rows);
    }

    private static Tensor Language(Tensor logits, Tensor labels)
    {
        var perWord = nn.functional.cross_entropy(
            logits.flatten(0, 1), labels.flatten(), ignore_index: ConversationBatch.NoLabel, reduction: nn.Reduction.None);
        var counted = labels.flatten().ne(ConversationBatch.NoLabel).to_type(ScalarType.Float32);
        var weights = counted + (labels.flatten().eq(Vocabulary.PhraseBegin).to_type(ScalarType.Float32) * (OpeningWeight - 1));
        return (perWord * weights).sum() / counted.sum().clamp(min: 1);
    }

    private static (Tensor? Box, Tensor Objectness) Boxes(PhraseLocalization found, IReadOnlyList<PhraseTarget> phrases)
    {
        var pairs = Match(found, phrases);
        var labels = zeros_like(found.Objectness);
        if (pairs.Count == 0) return (null, ObjectnessWeight * FocalLoss.Mean(found.Objectness, labels, ObjectnessAlpha));

        var taken = tensor(pairs.Select(static pair => (long)pair.Prediction).ToArray());
        var wanted = tensor(pairs.SelectMany(static pair => pair.Target).ToArray()).view(-1, 6);
        var boxes = found.Boxes.flatten(0, 1).index_select(0, taken);
        labels.view(-1).index_fill_(0, taken, 1);
        var box = (L1Weight * (boxes - wanted).abs().mean()) + (OverlapWeight * (1 - BoxMath.GeneralizedIoU(boxes, wanted)).mean());
        return (box, ObjectnessWeight * FocalLoss.Mean(found.Objectness, labels, ObjectnessAlpha));
    }

    /// <summary>Which prediction (flattened over phrases and instances) answers for which region.</summary>
    private static List<(int Prediction, float[] Target)> Match(PhraseLocalization found, IReadOnlyList<PhraseTarget> phrases)
    {
        using var quiet = no_grad();
        var boxes = found.Boxes.detach().contiguous().data<float>().ToArray();
        var probabilities = found.Objectness.detach().sigmoid().contiguous().data<float>().ToArray();
        var pairs = new List<(int, float[])>();
        for (var p = 0; p < phrases.Count; p++)
        {
            var regions = phrases[p].Regions;
            var cost = new double[GroundingHead.Instances, regions.Count];
            for (var i = 0; i < GroundingHead.Instances; i++)
            {
                var at = (p * GroundingHead.Instances) + i;
                var absent = (1 / Math.Max(probabilities[at], LeastProbability)) - 1;
                for (var r = 0; r < regions.Count; r++) cost[i, r] = absent + PairCost(boxes.AsSpan(at * 6, 6), regions[r].Box);
            }

            var assigned = Assignment.Solve(cost);
            for (var r = 0; r < regions.Count; r++)
            {
                if (assigned[r] >= 0) pairs.Add(((p * GroundingHead.Instances) + assigned[r], regions[r].Box));
            }
        }

        return pairs;
    }

    private static double PairCost(ReadOnlySpan<float> box, ReadOnlySpan<float> target)
    {
        double distance = 0;
        for (var i = 0; i < 6; i++) distance += Math.Abs(box[i] - target[i]) / 6;
        return (L1Weight * distance) + (OverlapWeight * (1 - BoxMath.IoU(box, target)));
    }

    private static Tensor? Masks(Tensor logits, IReadOnlyList<PhraseTarget> phrases)
    {
        var masks = phrases.Select(static (phrase, index) => (Index: (long)index, Mask: phrase.Mask()))
            .Where(static pair => pair.Mask is not null)
            .ToList();
        if (masks.Count == 0) return null;
        var chosen = logits.index_select(0, tensor(masks.Select(static pair => pair.Index).ToArray())).flatten(1);
        var wanted = tensor(masks.SelectMany(static pair => pair.Mask!).ToArray()).view(masks.Count, -1);
        var filled = chosen.sigmoid();
        var dice = 1 - (((2 * (filled * wanted).sum(1)) + 1) / (filled.sum(1) + wanted.sum(1) + 1));
        return MaskWeight * (dice.mean() + FocalLoss.Mean(chosen, wanted));
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
