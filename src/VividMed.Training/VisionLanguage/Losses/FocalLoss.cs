using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>Binary cross-entropy that leaves what is already right alone (Lin et al. 2017), gamma 2.</summary>
internal static class FocalLoss
{
    /// <param name="logits">scores before the sigmoid</param>
    /// <param name="labels">0 to 1, of the same shape</param>
    /// <param name="alpha">weight of the positive class, the negative one's is 1 - alpha; null weighs both alike</param>
    public static Tensor Mean(Tensor logits, Tensor labels, double? alpha = null) => Each(logits, labels, alpha).mean();

    /// <summary>[rows]: the sum of each row of [rows, cells].</summary>
    public static Tensor SumRows(Tensor logits, Tensor labels, double? alpha = null) => Each(logits, labels, alpha).sum(1);

    private static Tensor Each(Tensor logits, Tensor labels, double? alpha)
    {
        var entropy = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction: nn.Reduction.None);
        var probability = logits.sigmoid();
        var wrong = (probability * (1 - labels)) + ((1 - probability) * labels);
        var loss = entropy * wrong * wrong;
        if (alpha is { } positive) loss = loss * ((labels * positive) + ((1 - labels) * (1 - positive)));
        return loss;
    }
}
