namespace VividMed.Phantoms.Projection;

/// <summary>
/// Which pixels show a structure: those whose ray, on the mean of a few pixels around, runs through it for at least a fifth of the longest way that
/// any ray of the picture takes through it, and for 3 mm. Without a share the lungs would reach far below the diaphragm's dome, where a thin edge of them lies behind the
/// liver and no reader sees lung (arXiv 2402.11510 measures how much outlines on radiographs leave out for that reason).
/// </summary>
public static class ProjectedMask
{
    public const double Share = 0.2;

    public const double LeastMm = 3;

    /// <summary>Pixels to each side that a path is averaged over: a voxel is either of a structure or not, and its steps would fray an edge.</summary>
    private const int Around = 2;

    /// <summary>The structure as a region of the radiograph, or null where no pixel shows it.</summary>
    /// <param name="label">Its number in the shadow's paths.</param>
    public static PhantomRegion? Of(Shadow shadow, int label, PhantomTarget target, string? location = null)
    {
        var paths = Smooth(shadow.Paths[label], shadow.Width, shadow.Height);
        var least = Math.Max(LeastMm, Share * paths.Max());
        var region = new RegionBuilder(target.Target, target.Side, shadow.Width, shadow.Height, 1, location);
        for (var at = 0; at < paths.Length; at++)
        {
            if (paths[at] >= least) region.Add(at % shadow.Width, at / shadow.Width);
        }

        return region.Count == 0 ? null : region.Build();
    }

    private static float[] Smooth(float[] paths, int width, int height) => Along(Along(paths, width, height, 1, width), height, width, width, 1);

    /// <summary>The mean along lines of so many pixels, each a step from the last, the lines themselves another step apart.</summary>
    private static float[] Along(float[] paths, int length, int lines, int step, int nextLine)
    {
        var result = new float[paths.Length];
        for (var line = 0; line < lines; line++)
        {
            for (var at = 0; at < length; at++)
            {
                var (sum, first, last) = (0f, Math.Max(0, at - Around), Math.Min(length - 1, at + Around));
                for (var near = first; near <= last; near++) sum += paths[(line * nextLine) + (near * step)];
                result[(line * nextLine) + (at * step)] = sum / (last - first + 1);
            }
        }

        return result;
    }
}
