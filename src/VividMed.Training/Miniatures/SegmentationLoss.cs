using TorchSharp;
using static TorchSharp.torch;

namespace VividMed.Training;

/// <summary>
/// Soft Dice over the structures that are there, cross-entropy over all, and, fading as the training goes on, the cross-entropy of
/// each structure's own voxels: without it a nodule of a few voxels is drowned by the background before it is ever found.
/// Computed on every second voxel along each axis.
/// </summary>
internal static class SegmentationLoss
{
    public const int Stride = 2;
    private const double FirstRecallWeight = 0.5;
    private const double LastRecallWeight = 0.05;

    /// <param name="offset">Where the sub-lattice begins along z, y, x: 0 or 1 each.</param>
    /// <param name="wanted">[B, N, voxels of the sub-lattice], 0 or 1.</param>
    /// <param name="weights">[N], what each structure counts.</param>
    /// <param name="done">Share of the training done.</param>
    public static Tensor Of(SegmenterOutput<Tensor> output, (int Z, int Y, int X) offset, Tensor wanted, Tensor weights, double done)
    {
        var lattice = Every(Every(Every(output.Pixels, 2, offset.Z), 3, offset.Y), 4, offset.X);
        var logits = output.Vectors.matmul(lattice.flatten(2)) + output.Biases;
        var probability = logits.sigmoid();
        var voxels = wanted.sum(-1);
        var present = (voxels > 0).to_type(ScalarType.Float32) * weights;
        var dice = ((2 * (probability * wanted).sum(-1)) + 1) / (probability.sum(-1) + voxels + 1);
        var entropy = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.None);
        var missed = (entropy * wanted).sum(-1) / voxels.clamp_min(1);
        var recall = LastRecallWeight + ((FirstRecallWeight - LastRecallWeight) * (1 - done));
        return ((((1 - dice) + (missed * recall)) * present).sum() / present.sum().clamp_min(1)) + entropy.mean();
    }

    private static Tensor Every(Tensor x, int axis, int offset) => x.slice(axis, offset, x.shape[axis], Stride);
}
