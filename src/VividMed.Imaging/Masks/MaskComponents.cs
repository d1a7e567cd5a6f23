using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Masks;

/// <summary>
/// Connected components of a mask, voxels touching by their faces (6 neighbors; 4 in 2-D). Works on the runs of set voxels along x, which
/// are joined to the overlapping runs of the row above and the slice before (union-find), so that its cost follows the mask's surface.
/// </summary>
public static class MaskComponents
{
    /// <summary>
    /// The components in the order of their first voxel, each as its runs of linear indices [Start, End) in rising order.
    /// </summary>
    public static IEnumerable<(long Voxels, List<(long Start, long End)> Runs)> Find(Mask mask)
    {
        var runs = Runs(mask);
        var parents = Join(mask, runs);
        var components = new Dictionary<int, List<(long Start, long End)>>();
        for (var run = 0; run < runs.Count; run++)
        {
            var root = Root(parents, run);
            if (!components.TryGetValue(root, out var members)) components[root] = members = [];
            members.Add(runs[run]);
        }

        return components.OrderBy(static component => component.Key)
            .Select(static component => (component.Value.Sum(static run => run.End - run.Start), component.Value));
    }

    /// <summary>The components as masks of their own, the largest first, equal ones in the order of their first voxel.</summary>
    public static IReadOnlyList<Mask> Split(Mask mask) =>
        [.. Find(mask).OrderByDescending(static component => component.Voxels).Select(component => Draw(mask, component.Runs))];

    /// <summary>The mask without the components that have fewer than <paramref name="minimumVoxels"/> voxels.</summary>
    public static Mask RemoveSmall(Mask mask, long minimumVoxels) =>
        Draw(mask, Find(mask).Where(component => component.Voxels >= minimumVoxels).SelectMany(static component => component.Runs));

    /// <summary>The mask without the components smaller than <paramref name="minimumVolume"/> cubic millimeters.</summary>
    public static Mask RemoveSmall(Mask mask, double minimumVolume, Affine voxelToWorld) =>
        RemoveSmall(mask, (long)Math.Ceiling((minimumVolume / Math.Abs(voxelToWorld.Determinant)) - 1e-9));

    private static List<(long Start, long End)> Runs(Mask mask)
    {
        var runs = new List<(long Start, long End)>();
        for (var start = mask.NextSet(0); start >= 0;)
        {
            var rowEnd = start - (start % mask.Width) + mask.Width;
            var end = mask.NextClear(start);
            if (end < 0 || end > rowEnd) end = rowEnd;
            runs.Add((start, end));
            start = mask.NextSet(end);
        }

        return runs;
    }

    private static int[] Join(Mask mask, List<(long Start, long End)> runs)
    {
        var parents = Enumerable.Range(0, runs.Count).ToArray();
        var slice = (long)mask.Width * mask.Height;
        var (above, before) = (0, 0);
        for (var run = 0; run < runs.Count; run++)
        {
            if (runs[run].Start % slice >= mask.Width) above = JoinOverlapping(runs, parents, run, above, mask.Width);
            before = JoinOverlapping(runs, parents, run, before, slice);
        }

        return parents;
    }

    /// <summary>
    /// Joins a run to those that overlap it <paramref name="distance"/> voxels earlier; returns where to look for the next run's.
    /// </summary>
    private static int JoinOverlapping(List<(long Start, long End)> runs, int[] parents, int run, int candidate, long distance)
    {
        var (start, end) = (runs[run].Start - distance, runs[run].End - distance);
        while (runs[candidate].End <= start) candidate++;
        for (var other = candidate; runs[other].Start < end; other++)
        {
            var (a, b) = (Root(parents, run), Root(parents, other));
            parents[Math.Max(a, b)] = Math.Min(a, b);
        }

        return candidate;
    }

    private static int Root(int[] parents, int run)
    {
        while (parents[run] != run)
        {
            parents[run] = parents[parents[run]];
            run = parents[run];
        }

        return run;
    }

    private static Mask Draw(Mask grid, IEnumerable<(long Start, long End)> runs)
    {
        var mask = new Mask(grid.Width, grid.Height, grid.Depth);
        foreach (var (start, end) in runs) mask.SetRange(start, end);
        return mask;
    }
}
