using TorchSharp;
using static TorchSharp.torch;

namespace VividMed.Training;

/// <summary>Soft Dice over the structures that are there plus cross-entropy over all, on every second voxel along each axis.</summary>
internal static class SegmentationLoss
{
    public const int Stride = 2;
    private const double FirstPositiveWeight = 4;

    /// <param name="offset">Where the sub-lattice begins along z, y, x: 0 or 1 each.</param>
    /// <param name="wanted">[B, N, voxels of the sub-lattice], 0 or 1.</param>
    /// <param name="done">Share of the training done: the extra weight of rare foreground fades with it.</param>
    public static Tensor Of(SegmenterOutput<Tensor> output, (int Z, int Y, int X) offset, Tensor wanted, double done)
    {
        var lattice = Every(Every(Every(output.Pixels, 2, offset.Z), 3, offset.Y), 4, offset.X);
        var logits = output.Vectors.matmul(lattice.flatten(2)) + output.Biases;
        var probability = logits.sigmoid();
        var present = wanted.amax([-1]);
        var shared = (probability * wanted).sum(-1);
        var dice = ((2 * shared) + 1) / (probability.sum(-1) + wanted.sum(-1) + 1);
        var missed = ((1 - dice) * present).sum() / present.sum().clamp_min(1);
        var weight = tensor((float)(1 + ((FirstPositiveWeight - 1) * (1 - done))));
        return missed + nn.functional.binary_cross_entropy_with_logits(logits, wanted, pos_weights: weight);
    }

    private static Tensor Every(Tensor x, int axis, int offset) => x.slice(axis, offset, x.shape[axis], Stride);
}
