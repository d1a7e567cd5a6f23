using System.Numerics.Tensors;
using VividMed.Imaging.Masks;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>Resizes images and masks to a grid by stretching each axis, so that boxes stay the same fractions of the image.</summary>
internal static class GridResampler
{
    /// <summary>Each target voxel is the mean of the source voxels that it covers (x fastest in both).</summary>
    public static float[] Resize(float[] source, int width, int height, int depth, ImageGrid grid) => Along(source, width, height, depth, grid, Shrink);

    /// <summary>Each target voxel is the brightest of the source voxels that it touches: what is smaller than a voxel is not lost.</summary>
    public static float[] Peaks(float[] source, int width, int height, int depth, ImageGrid grid) => Along(source, width, height, depth, grid, Brightest);

    private static float[] Along(float[] source, int width, int height, int depth, ImageGrid grid, Func<float[], int, int, int, int, float[]> shrink)
    {
        var rows = shrink(source, 1, width, height * depth, grid.Width);
        var columns = shrink(rows, grid.Width, height, depth, grid.Height);
        return shrink(columns, grid.Width * grid.Height, depth, 1, grid.Depth);
    }

    /// <summary>How many eighths of each target voxel the mask fills, from two samples an axis.</summary>
    public static byte[] Resize(Mask mask, ImageGrid grid)
    {
        var filled = new byte[grid.Count];
        var at = 0;
        for (var z = 0; z < grid.Depth; z++)
        {
            for (var y = 0; y < grid.Height; y++)
            {
                for (var x = 0; x < grid.Width; x++) filled[at++] = Eighths(mask, grid, x, y, z);
            }
        }

        return filled;
    }

    private static byte Eighths(Mask mask, ImageGrid grid, int x, int y, int z)
    {
        byte set = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            var i = At((2 * x) + (corner & 1), 2 * grid.Width, mask.Width);
            var j = At((2 * y) + ((corner >> 1) & 1), 2 * grid.Height, mask.Height);
            var k = At((2 * z) + (corner >> 2), 2 * grid.Depth, mask.Depth);
            if (mask[i, j, k]) set++;
        }

        return set;
    }

    /// <summary>The source voxel under the center of one of <paramref name="cells"/> equal parts.</summary>
    private static int At(int cell, int cells, int size) => (int)((((2L * cell) + 1) * size) / (2L * cells));

    /// <summary>
    /// Averages along one axis: <paramref name="stride"/> elements within, <paramref name="blocks"/> repetitions without.
    /// </summary>
    private static float[] Shrink(float[] source, int stride, int length, int blocks, int target)
    {
        if (length == target) return source;
        var result = new float[stride * target * blocks];
        var step = (double)length / target;
        for (var block = 0; block < blocks; block++)
        {
            for (var cell = 0; cell < target; cell++)
            {
                var into = result.AsSpan(stride * (cell + (target * block)), stride);
                var (from, to) = (cell * step, (cell + 1) * step);
                for (var i = (int)from; i < length && i < to; i++)
                {
                    var weight = (float)((Math.Min(i + 1, to) - Math.Max(i, from)) / step);
                    var line = source.AsSpan(stride * (i + (length * block)), stride);
                    for (var k = 0; k < into.Length; k++) into[k] += weight * line[k];
                }
            }
        }

        return result;
    }

    /// <summary>As <see cref="Shrink"/>, the largest instead of the mean.</summary>
    private static float[] Brightest(float[] source, int stride, int length, int blocks, int target)
    {
        if (length == target) return source;
        var result = new float[stride * target * blocks];
        for (var block = 0; block < blocks; block++)
        {
            for (var cell = 0; cell < target; cell++)
            {
                var into = result.AsSpan(stride * (cell + (target * block)), stride);
                var (from, to) = ((int)((long)cell * length / target), (int)Math.Ceiling((cell + 1.0) * length / target));
                source.AsSpan(stride * (from + (length * block)), stride).CopyTo(into);
                for (var i = from + 1; i < to; i++) TensorPrimitives.Max(into, source.AsSpan(stride * (i + (length * block)), stride), into);
            }
        }

        return result;
    }
}

/// <summary>
/// The grid that a network works on, in cells; a flat image has depth 1. What it sees is finer: Detail voxels a cell along each axis.
/// </summary>
internal readonly record struct ImageGrid(int Width, int Height, int Depth, int Detail = 1)
{
    public int Count => Width * Height * Depth;

    public bool IsFlat => Depth == 1;

    /// <summary>The size that an image is resized to.</summary>
    public ImageGrid Seen => new(Width * Detail, Height * Detail, IsFlat ? 1 : Depth * Detail);

    /// <summary>The grid on which masks are predicted: half of a flat image's, all of a volume's, whose thin structures would be gone.</summary>
    public ImageGrid Outline => IsFlat ? new(Width / 2, Height / 2, 1) : new(Width, Height, Depth);

    public static ImageGrid For(int depth, NetworkOptions options) => depth == 1
        ? new(options.FlatSide, options.FlatSide, 1, options.Detail)
        : new(options.VolumeSide, options.VolumeSide, options.VolumeDepth, options.Detail);
}
