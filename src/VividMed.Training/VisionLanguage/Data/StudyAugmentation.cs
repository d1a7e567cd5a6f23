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
        float[] Seen(float[] voxels) => Array.ConvertAll(Moved(voxels, grid, x, y, z, edge: true), value => Math.Clamp(((value - 0.5f) * gain) + 0.5f + offset, 0, 1));
        return study with
        {
            Voxels = Seen(study.Voxels),
            Peaks = Seen(study.Peaks),
            Regions = study.Regions.ToDictionary(
                static region => region.Key,
                region => new RegionTarget(
                    Moved(region.Value.Box, x / (float)grid.Width, y / (float)grid.Height, z / (float)grid.Depth),
                    region.Value.Mask is { } mask ? Moved(mask, grid.Outline, x / step, y / step, z, edge: false) : null)),
        };
    }

    /// <summary>What is moved in from beyond the edge repeats it, or is empty.</summary>
    private static T[] Moved<T>(T[] voxels, ImageGrid grid, int x, int y, int z, bool edge)
    {
        if ((x, y, z) == (0, 0, 0)) return voxels;
        var moved = new T[voxels.Length];
        var at = 0;
        for (var k = 0; k < grid.Depth; k++)
        {
            for (var j = 0; j < grid.Height; j++)
            {
                for (var i = 0; i < grid.Width; i++, at++)
                {
                    var (a, b, c) = (i - x, j - y, k - z);
                    var isInside = a >= 0 && a < grid.Width && b >= 0 && b < grid.Height && c >= 0 && c < grid.Depth;
                    if (!isInside && !edge) continue;
                    (a, b, c) = (Math.Clamp(a, 0, grid.Width - 1), Math.Clamp(b, 0, grid.Height - 1), Math.Clamp(c, 0, grid.Depth - 1));
                    moved[at] = voxels[a + (grid.Width * (b + (grid.Height * c)))];
                }
            }
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
