using VividMed.Imaging;

namespace VividMed.Grounding;

/// <summary>Connected components of a mask (6-neighbourhood), by runs along x and union-find: time and memory follow the runs, not the grid.</summary>
internal static class MaskComponents
{
    /// <summary>The components with at least <paramref name="minimum"/> voxels, in the order of their first voxel.</summary>
    public static List<MaskComponent> Find(Mask mask, int minimum)
    {
        var runs = Runs(mask);
        var parent = new int[runs.Count];
        for (var i = 0; i < parent.Length; i++) parent[i] = i;
        var plane = (long)mask.Width * mask.Height;
        Join(runs, parent, mask.Width, (start, _) => start / mask.Width % mask.Height > 0);
        Join(runs, parent, plane, (start, _) => start >= plane);
        return Gather(mask, runs, parent, minimum);
    }

    private static List<(long Start, long End)> Runs(Mask mask)
    {
        var runs = new List<(long, long)>();
        for (var start = mask.NextSet(0); start >= 0;)
        {
            var end = mask.NextClear(start);
            var rowEnd = start - (start % mask.Width) + mask.Width;
            if (end < 0 || end > rowEnd) end = rowEnd;
            runs.Add((start, end));
            start = mask.NextSet(end);
        }

        return runs;
    }

    /// <summary>Joins every run with those that it touches <paramref name="offset"/> voxels before; both lists are in order, so one sweep does.</summary>
    private static void Join(List<(long Start, long End)> runs, int[] parent, long offset, Func<long, long, bool> hasBefore)
    {
        var before = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            var (start, end) = runs[i];
            if (!hasBefore(start, end)) continue;
            while (runs[before].End + offset <= start) before++;
            for (var j = before; j < i && runs[j].Start + offset < end; j++) parent[Root(parent, i)] = Root(parent, j);
        }
    }

    private static List<MaskComponent> Gather(Mask mask, List<(long Start, long End)> runs, int[] parent, int minimum)
    {
        var byRoot = new Dictionary<int, MaskComponent>();
        var found = new List<MaskComponent>();
        for (var i = 0; i < runs.Count; i++)
        {
            var root = Root(parent, i);
            if (!byRoot.TryGetValue(root, out var component))
            {
                byRoot.Add(root, component = new MaskComponent(mask));
                found.Add(component);
            }

            component.Add(runs[i].Start, runs[i].End);
        }

        found.RemoveAll(component => component.Count < minimum);
        return found;
    }

    private static int Root(int[] parent, int at)
    {
        while (parent[at] != at) at = parent[at] = parent[parent[at]];
        return at;
    }
}
