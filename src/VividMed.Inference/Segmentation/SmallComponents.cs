using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>Clears connected parts (26 neighbours) that are too small. Works on runs along x, so that its memory follows the mask's surface.</summary>
internal static class SmallComponents
{
    /// <param name="minVoxels">Parts with fewer voxels go.</param>
    public static void Remove(Mask mask, double minVoxels)
    {
        if (minVoxels <= 1) return;

        var runs = Runs(mask);
        var parents = new int[runs.Count];
        for (var i = 0; i < parents.Length; i++) parents[i] = i;
        Join(runs, parents, mask);

        var sizes = new long[runs.Count];
        for (var i = 0; i < runs.Count; i++) sizes[Root(parents, i)] += runs[i].Length;
        for (var i = 0; i < runs.Count; i++)
        {
            if (sizes[Root(parents, i)] >= minVoxels) continue;
            var start = runs[i].Row * mask.Width;
            for (var x = runs[i].From; x < runs[i].To; x++) mask[start + x] = false;
        }
    }

    private static List<MaskRun> Runs(Mask mask)
    {
        var runs = new List<MaskRun>();
        var rows = (long)mask.Height * mask.Depth;
        for (var row = 0L; row < rows; row++)
        {
            var start = row * mask.Width;
            for (var x = 0; x < mask.Width; x++)
            {
                if (!mask[start + x]) continue;
                var from = x;
                while (x < mask.Width && mask[start + x]) x++;
                runs.Add(new MaskRun(row, from, x));
            }
        }

        return runs;
    }

    /// <summary>Every run meets the runs of the four rows before it that touch its row: the one above and three of the slice before.</summary>
    private static void Join(List<MaskRun> runs, int[] parents, Mask mask)
    {
        Span<int> cursors = stackalloc int[4];
        Span<int> offsetsY = [-1, -1, 0, 1];
        for (var i = 0; i < runs.Count; i++)
        {
            var (y, z) = ((int)(runs[i].Row % mask.Height), runs[i].Row / mask.Height);
            for (var n = 0; n < 4; n++)
            {
                var (otherY, otherZ) = (y + offsetsY[n], n == 0 ? z : z - 1);
                if (otherY < 0 || otherY >= mask.Height || otherZ < 0) continue;
                JoinRow(runs, parents, i, (otherZ * mask.Height) + otherY, ref cursors[n]);
            }
        }
    }

    /// <param name="cursor">Rises with the runs, because rows are visited in order.</param>
    private static void JoinRow(List<MaskRun> runs, int[] parents, int index, long row, ref int cursor)
    {
        var run = runs[index];
        while (cursor < runs.Count && (runs[cursor].Row < row || (runs[cursor].Row == row && runs[cursor].To < run.From))) cursor++;
        for (var other = cursor; other < runs.Count && runs[other].Row == row && runs[other].From <= run.To; other++)
        {
            parents[Root(parents, index)] = Root(parents, other);
        }
    }

    private static int Root(int[] parents, int index)
    {
        while (parents[index] != index) index = parents[index] = parents[parents[index]];
        return index;
    }
}
