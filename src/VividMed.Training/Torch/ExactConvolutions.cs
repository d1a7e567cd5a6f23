using System.Numerics;

namespace VividMed.Training.Torch;

/// <summary>
/// Which convolutions LibTorch computes rightly. The oneDNN 3.7.1 within LibTorch 2.10 works in blocks of 16 channels on AVX-512 processors
/// and reads unwritten memory where a block is part filled: outputs and gradients are then off by a third, another value in every run, or
/// no number at all. A strided kernel errs over three full blocks too. Every network here keeps to the shapes that are right; without
/// oneDNN all shapes are, but a step of the segmenter takes four times as long.
/// </summary>
internal static class ExactConvolutions
{
    private const int Block = 16;

    /// <summary>An image's own channels: a part filled block, but one that no gradient leaves.</summary>
    private const int MostOfAnImage = 4;

    /// <exception cref="ArgumentException">LibTorch's result for these channels cannot be trusted.</exception>
    public static void Require(int from, int to, int kernel, int stride) =>
        Require(
            kernel == 1 || (to % Block == 0
                && (from <= MostOfAnImage || from % Block == 0)
                && (stride == 1 || BitOperations.IsPow2(from) || from <= MostOfAnImage)),
            from, to);

    /// <summary>As <see cref="Require(int, int, int, int)"/>, for a transposed convolution of kernel and stride 2.</summary>
    public static void RequireTransposed(int from, int to) =>
        Require(from % Block == 0 && (to <= Block || BitOperations.IsPow2(to)), from, to);

    private static void Require(bool exact, int from, int to)
    {
        if (!exact)
        {
            throw new ArgumentException(
                $"LibTorch computes no exact convolution from {from} to {to} channels; "
                + $"take multiples of {Block}, and powers of two before a stride.",
                nameof(to));
        }
    }
}
