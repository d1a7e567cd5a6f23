using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Brings a mask from the network's grid to the image that it was predicted for.</summary>
internal static class MaskResizer
{
    /// <summary>
    /// The voxels of an image whose logit, interpolated linearly between the cells' centers, is above 0. Both grids cover the whole image.
    /// </summary>
    /// <param name="logits">on the grid of masks, x fastest</param>
    /// <param name="grid">the grid of masks</param>
    public static Mask ToImage(ReadOnlySpan<float> logits, ImageGrid grid, int width, int height, int depth)
    {
        var mask = new Mask(width, height, depth);
        if (Reach(logits, grid) is not { } reach) return mask;
        var (across, down, along) = (Taps(grid.Width, width), Taps(grid.Height, height), Taps(grid.Depth, depth));
        for (var z = 0; z < depth; z++)
        {
            if (along[z].After < reach.Z0 || along[z].Before > reach.Z1) continue;
            for (var y = 0; y < height; y++)
            {
                if (down[y].After < reach.Y0 || down[y].Before > reach.Y1) continue;
                for (var x = 0; x < width; x++)
                {
                    if (across[x].After < reach.X0 || across[x].Before > reach.X1) continue;
                    if (At(logits, grid, across[x], down[y], along[z]) > 0) mask[x, y, z] = true;
                }
            }
        }

        return mask;
    }

    private static float At(ReadOnlySpan<float> logits, ImageGrid grid, Tap x, Tap y, Tap z)
    {
        var sum = 0f;
        for (var corner = 0; corner < 8; corner++)
        {
            var (i, a) = x[corner & 1];
            var (j, b) = y[(corner >> 1) & 1];
            var (k, c) = z[corner >> 2];
            if (a * b * c > 0) sum += a * b * c * logits[i + (grid.Width * (j + (grid.Height * k)))];
        }

        return sum;
    }

    /// <summary>The filled cells' extent: nothing can be filled beyond a cell from it.</summary>
    private static (int X0, int Y0, int Z0, int X1, int Y1, int Z1)? Reach(ReadOnlySpan<float> logits, ImageGrid grid)
    {
        var (x0, y0, z0, x1, y1, z1) = (int.MaxValue, int.MaxValue, int.MaxValue, -1, -1, -1);
        for (var at = 0; at < logits.Length; at++)
        {
            if (logits[at] <= 0) continue;
            var (x, y, z) = (at % grid.Width, at / grid.Width % grid.Height, at / grid.Width / grid.Height);
            (x0, y0, z0) = (Math.Min(x0, x), Math.Min(y0, y), Math.Min(z0, z));
            (x1, y1, z1) = (Math.Max(x1, x), Math.Max(y1, y), Math.Max(z1, z));
        }

        return x1 < 0 ? null : (x0, y0, z0, x1, y1, z1);
    }

    private static Tap[] Taps(int cells, int size)
    {
        var taps = new Tap[size];
        for (var i = 0; i < size; i++)
        {
            var at = Math.Clamp(((i + 0.5f) * cells / size) - 0.5f, 0, cells - 1);
            var before = (int)at;
            taps[i] = new Tap(before, Math.Min(before + 1, cells - 1), at - before);
        }

        return taps;
    }

    /// <summary>The two cells around a voxel's center on one axis, and the share of the later one.</summary>
    private readonly record struct Tap(int Before, int After, float Share)
    {
        public (int Cell, float Weight) this[int end] => end == 0 ? (Before, 1 - Share) : (After, Share);
    }
}
