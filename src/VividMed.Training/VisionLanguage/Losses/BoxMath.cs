using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Losses;

/// <summary>Boxes as (center x, y, z, width, height, depth) in fractions of the image; a flat box has center z 0.5 and depth 1.</summary>
internal static class BoxMath
{
    /// <summary>Generalized intersection over union of boxes [.., 6] pair by pair, -1 to 1 (Rezatofighi et al. 2019).</summary>
    public static Tensor GeneralizedIoU(Tensor a, Tensor b)
    {
        var (lowA, highA) = Corners(a);
        var (lowB, highB) = Corners(b);
        var shared = (minimum(highA, highB) - maximum(lowA, lowB)).clamp(min: 0).prod(-1);
        var union = (highA - lowA).prod(-1) + (highB - lowB).prod(-1) - shared;
        var hull = (maximum(highA, highB) - minimum(lowA, lowB)).prod(-1);
        return (shared / (union + 1e-9)) - ((hull - union) / (hull + 1e-9));
    }

    public static double IoU(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double shared = 1, volumeA = 1, volumeB = 1;
        for (var axis = 0; axis < 3; axis++)
        {
            var (halfA, halfB) = (a[axis + 3] / 2, b[axis + 3] / 2);
            shared *= Math.Max(0, Math.Min(a[axis] + halfA, b[axis] + halfB) - Math.Max(a[axis] - halfA, b[axis] - halfB));
            volumeA *= a[axis + 3];
            volumeB *= b[axis + 3];
        }

        return shared / Math.Max(volumeA + volumeB - shared, 1e-12);
    }

    private static (Tensor Low, Tensor High) Corners(Tensor box)
    {
        var (center, half) = (box.slice(-1, 0, 3, 1), box.slice(-1, 3, 6, 1) / 2);
        return (center - half, center + half);
    }
}
