using System.Numerics.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Segmenters;

/// <summary>From a segmenter's output to probabilities.</summary>
internal static class Probabilities
{
    /// <param name="logits">[channels, voxels], flattened.</param>
    public static void FromLogits(ReadOnlySpan<float> logits, Span<float> probabilities, int channels, MaskActivation activation)
    {
        switch (activation)
        {
            case MaskActivation.Sigmoid:
                TensorPrimitives.Sigmoid(logits, probabilities);
                break;
            case MaskActivation.Softmax:
                Softmax(logits, probabilities, channels);
                break;
            default:
                logits.CopyTo(probabilities);
                break;
        }
    }

    /// <summary>
    /// Over the channels of every voxel, the largest logit subtracted first; done a stretch of voxels at a time, so that it stays in the
    /// cache.
    /// </summary>
    private static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities, int channels)
    {
        const int Stretch = 1024;
        var voxels = logits.Length / channels;
        Span<float> highest = stackalloc float[Stretch];
        Span<float> sum = stackalloc float[Stretch];
        for (var start = 0; start < voxels; start += Stretch)
        {
            var count = Math.Min(Stretch, voxels - start);
            var top = highest[..count];
            var total = sum[..count];
            logits.Slice(start, count).CopyTo(top);
            for (var channel = 1; channel < channels; channel++)
            {
                TensorPrimitives.Max(top, logits.Slice((channel * voxels) + start, count), top);
            }

            total.Clear();
            for (var channel = 0; channel < channels; channel++)
            {
                var target = probabilities.Slice((channel * voxels) + start, count);
                TensorPrimitives.Subtract(logits.Slice((channel * voxels) + start, count), top, target);
                TensorPrimitives.Exp(target, target);
                TensorPrimitives.Add(total, target, total);
            }

            for (var channel = 0; channel < channels; channel++)
            {
                var target = probabilities.Slice((channel * voxels) + start, count);
                TensorPrimitives.Divide(target, total, target);
            }
        }
    }
}
