using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Masks on the network's grid as bits.</summary>
internal static class GridMask
{
    /// <summary>Of a network's logits.</summary>
    public static Mask OfLogits(ReadOnlySpan<float> logits, ImageGrid grid) => Of(logits, grid, static logit => logit > 0);

    /// <summary>Of the filled shares of cells, in eighths.</summary>
    public static Mask OfEighths(ReadOnlySpan<byte> shares, ImageGrid grid) => Of(shares, grid, static share => share >= 4);

    public static Mask Of<T>(ReadOnlySpan<T> values, ImageGrid grid, Func<T, bool> isFilled)
    {
        var mask = new Mask(grid.Width, grid.Height, grid.Depth);
        for (var at = 0; at < values.Length; at++)
        {
            if (isFilled(values[at])) mask[at] = true;
        }

        return mask;
    }
}
