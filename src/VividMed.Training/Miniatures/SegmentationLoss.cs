using TorchSharp;
using static TorchSharp.torch;

namespace VividMed.Training;

/// <summary>
/// Soft Dice over the structures that are there; cross-entropy over all; fading as the training goes on, the cross-entropy of each
/// structure's own voxels, without which a nodule of a few voxels is drowned by the background before it is ever found; and, growing,
/// the volume of what is outlined where there is nothing, which cross-entropy hardly sees.
/// </summary>
/// <param name="weights">What each structure counts.</param>
/// <param name="done">Share of the training done, 0..1.</param>
internal sealed class SegmentationLoss(float[] weights, double done)
{
    private const double FirstRecallWeight = 0.5;
    private const double LastRecallWeight = 0.05;
    private const double LastInventionWeight = 0.3;

    private readonly double _recall = LastRecallWeight + ((FirstRecallWeight - LastRecallWeight) * (1 - done));

    /// <summary>The loss of some prompts on some voxels of every cell, times the number of the prompts.</summary>
    /// <param name="prompts">Rows of the output's prompts.</param>
    /// <param name="offsets">Voxels of a cell, 0..7.</param>
    /// <param name="wanted">[B, prompts, offsets x cells], 0 or 1.</param>
    public Tensor Of(SegmenterOutput<Tensor> output, int[] prompts, int[] offsets, Tensor wanted)
    {
        var (batch, channels) = (output.Features.shape[0], output.Features.shape[1]);
        var vectors = output.Vectors.index_select(1, Index(prompts)).reshape(batch, prompts.Length, SegmenterNetwork.Cell, channels).index_select(2, Index(offsets));
        var logits = vectors.reshape(batch, -1, channels).matmul(output.Features).reshape(wanted.shape) + output.Biases.index_select(1, Index(prompts));
        var probability = logits.sigmoid();
        var voxels = wanted.sum(-1);
        var present = (voxels > 0).to_type(ScalarType.Float32);
        var dice = ((2 * (probability * wanted).sum(-1)) + 1) / (probability.sum(-1) + voxels + 1);
        var entropy = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.None);
        var missed = (entropy * wanted).sum(-1) / voxels.clamp_min(1);
        var each = (((1 - dice) + (missed * _recall)) * present) + ((1 - dice) * (1 - present) * (LastInventionWeight * done));
        var counts = tensor(prompts.Select(row => weights[row]).ToArray());
        return ((each * counts).mean([0]).sum() * (weights.Length / weights.Sum())) + (entropy.mean() * prompts.Length);
    }

    private static Tensor Index(int[] rows) => tensor(Array.ConvertAll(rows, static row => (long)row));
}
