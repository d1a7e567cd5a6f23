namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// Shows a study as it might have been taken: moved a little, brighter or darker, of more or less contrast. Boxes and masks move along, sides stay
/// what they are. A network that sees the same pictures again and again learns them by heart instead of what is in them.
/// </summary>
internal static class StudyAugmentation
{
    private const double LargestShift = 0.08;
    private const double LargestGain = 0.2;
    private const double LargestOffset = 0.08;

    public static TrainingStudy Apply(TrainingStudy study, SeededRandom random)
    {
        var (gain, offset) = ((float)(1 + (LargestGain * Between(random))), (float)(LargestOffset * Between(random)));
        var grid = study.Grid;
        // Masks lie on half the grid of a flat image: they move by whole cells too.
        var step = grid.IsFlat ? 2 : 1;
        var (x, y, z) = (Steps(random, grid.Width, step), Steps(random, grid.Height, step), grid.IsFlat ? 0 : Steps(random, grid.Depth, step));
        var shades = Shades(gain, offset);
        return study with
        {
            Image = study.Image.Select(image => Array.ConvertAll(Moved(image, grid.Seen, x * grid.Detail, y * grid.Detail, z * grid.Detail, edge: true), shade => shades[shade])),
            Regions = study.Regions.ToDictionary(
                static region => region.Key,
                region => new RegionTarget(
                    Moved(region.Value.Box, x / (float)grid.Width, y / (float)grid.Height, z / (float)grid.Depth),
                    region.Value.Mask is { } mask ? Moved(mask, grid.Outline, x / step, y / step, z, edge: false) : null)),
        };
    }

    /// <summary>What each shade becomes.</summary>
    private static byte[] Shades(float gain, float offset) =>
        [.. Enumerable.Range(0, 256).Select(shade => (byte)Math.Clamp((((shade / 255f) - 0.5f) * gain * 255) + 128 + (255 * offset), 0, 255))];

    /// <summary>What is moved in from beyond the edge repeats it, or is empty.</summary>
    private static byte[] Moved(byte[] voxels, ImageGrid grid, int x, int y, int z, bool edge)
    {
        if ((x, y, z) == (0, 0, 0)) return voxels;
        var moved = new byte[voxels.Length];
        for (var row = 0; row < grid.Height * grid.Depth; row++)
        {
            var (j, k) = ((row % grid.Height) - y, (row / grid.Height) - z);
            var (inside, outside) = (Math.Clamp(j, 0, grid.Height - 1), Math.Clamp(k, 0, grid.Depth - 1));
            if (!edge && (inside, outside) != (j, k)) continue;
            var from = voxels.AsSpan(grid.Width * (inside + (grid.Height * outside)), grid.Width);
            var into = moved.AsSpan(grid.Width * row, grid.Width);
            from[Math.Max(0, -x)..(grid.Width - Math.Max(0, x))].CopyTo(into[Math.Max(0, x)..]);
            if (!edge) continue;
            if (x > 0) into[..x].Fill(from[0]);
            if (x < 0) into[(grid.Width + x)..].Fill(from[^1]);
        }

        return moved;
    }

    /// <summary>The box, cut at the edge of the image; what has left it altogether stays as a sliver there.</summary>
    private static float[] Moved(float[] box, params ReadOnlySpan<float> shift)
    {
        var moved = new float[6];
        for (var axis = 0; axis < 3; axis++)
        {
            var half = box[axis + 3] / 2;
            var (low, high) = (Math.Clamp(box[axis] - half + shift[axis], 0, 1), Math.Clamp(box[axis] + half + shift[axis], 0, 1));
            (moved[axis], moved[axis + 3]) = ((low + high) / 2, Math.Max(high - low, 1e-3f));
        }

        return moved;
    }

    private static int Steps(SeededRandom random, int size, int step)
    {
        var most = (int)(LargestShift * size / step);
        return step * (random.Next((2 * most) + 1) - most);
    }

    private static double Between(SeededRandom random) => (2 * random.NextDouble()) - 1;
}
