using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Where the cells of a map lie in the image, as fractions 0 to 1 at cell centers.</summary>
internal static class Coordinates
{
    private const int Octaves = 3;

    /// <summary>Length of a position's Fourier features: sine and cosine of three octaves on three axes.</summary>
    public const int Features = 3 * 2 * Octaves;

    /// <summary>[places, 3] in the order x, y, z for a map [batch, channels, depth, height, width].</summary>
    public static Tensor Of(Tensor map)
    {
        var (depth, height, width) = (map.shape[2], map.shape[3], map.shape[4]);
        var z = Centers(depth).view(depth, 1, 1).expand(depth, height, width);
        var y = Centers(height).view(1, height, 1).expand(depth, height, width);
        var x = Centers(width).view(1, 1, width).expand(depth, height, width);
        return stack([x.flatten(), y.flatten(), z.flatten()], dim: 1);
    }

    /// <summary>[places, <see cref="Features"/>]</summary>
    public static Tensor Fourier(Tensor map)
    {
        var at = Of(map);
        var waves = Enumerable.Range(0, Octaves).SelectMany(octave =>
        {
            var angle = at * (Math.PI * (1 << octave));
            return (Tensor[])[angle.sin(), angle.cos()];
        });
        return cat([.. waves], dim: 1);
    }

    private static Tensor Centers(long count) => (arange(count, dtype: float32) + 0.5) / (double)count;
}
