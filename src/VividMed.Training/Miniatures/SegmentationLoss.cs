using static TorchSharp.torch;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Soft Dice over the structures that are there; cross-entropy over all; fading as the training goes on, the cross-entropy of each
/// structure's own voxels, without which a nodule of a few voxels is drowned by the background before it is ever found; and, growing,
/// the volume of what is outlined where there is nothing, which cross-entropy hardly sees.
/// </summary>
/// <param name="done">Share of the training done, 0..1.</param>
internal sealed class SegmentationLoss(double done)
{
    private const double FirstRecallWeight = 0.5;
    private const double LastRecallWeight = 0.05;
    private const double LastInventionWeight = 0.3;

    private readonly double _recall = LastRecallWeight + ((FirstRecallWeight - LastRecallWeight) * (1 - done));

    /// <summary>The loss of some structures on some voxels, summed over the structures.</summary>
    /// <param name="logits">[B, structures, voxels].</param>
    /// <param name="wanted">The same shape, 0 or 1.</param>
    /// <param name="weights">What each structure counts beside the cross-entropy, in which every voxel counts alike.</param>
    public Tensor Of(Tensor logits, Tensor wanted, float[] weights)
    {
        var probability = logits.sigmoid();
        var voxels = wanted.sum(-1);
        var present = (voxels > 0).to_type(ScalarType.Float32);
        var dice = ((2 * (probability * wanted).sum(-1)) + 1) / (probability.sum(-1) + voxels + 1);
        var entropy = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.None);
        var missed = (entropy * wanted).sum(-1) / voxels.clamp_min(1);
        var each = (((1 - dice) + (missed * _recall)) * present) + ((1 - dice) * (1 - present) * (LastInventionWeight * done));
        return (each * tensor(weights)).mean([0]).sum() + (entropy.mean() * weights.Length);
    }
}
