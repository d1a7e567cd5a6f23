using System.Globalization;
using System.Text;
using VividMed.Imaging.Masks;

namespace VividMed.Dashboard.Samples;

/// <summary>Where a stored mask lies in one slice of a plane, as the path of an SVG: one rectangle for each run of pixels in a row.</summary>
internal static class MaskPath
{
    /// <summary>In pixels of the slice; empty where the mask does not reach it.</summary>
    public static string Of(RunLengthMask mask, PlaneGeometry plane, int slice)
    {
        var pixels = new bool[plane.Width * plane.Height];
        var wanted = plane.Slice.Turn(slice);
        var found = false;
        Span<int> at = stackalloc int[3];
        foreach (var (x, z, from, to) in Columns(mask))
        {
            // Stored runs go along y; x and z stay the same within one.
            (at[0], at[1], at[2]) = (x, from, z);
            if (plane.Slice.Stored != 1 && at[plane.Slice.Stored] != wanted) continue;
            if (plane.Slice.Stored == 1 && (wanted < from || wanted >= to)) continue;
            var (first, end) = plane.Slice.Stored == 1 ? (wanted, wanted + 1) : (from, to);
            for (var y = first; y < end; y++)
            {
                at[1] = y;
                pixels[(plane.Row.Turn(at[plane.Row.Stored]) * plane.Width) + plane.Column.Turn(at[plane.Column.Stored])] = found = true;
            }
        }

        return found ? Trace(pixels, plane.Width, plane.Height) : "";
    }

    private static IEnumerable<(int X, int Z, int From, int To)> Columns(RunLengthMask mask)
    {
        var position = 0L;
        for (var run = 0; run < mask.Counts.Length; run++)
        {
            var end = position + mask.Counts[run];
            if (run % 2 == 0)
            {
                position = end;
                continue;
            }

            while (position < end)
            {
                var (column, from) = Math.DivRem(position, mask.Height);
                var (z, x) = Math.DivRem(column, mask.Width);
                var to = Math.Min(mask.Height, from + end - position);
                yield return ((int)x, (int)z, (int)from, (int)to);
                position += to - from;
            }
        }
    }

    private static string Trace(bool[] pixels, int width, int height)
    {
        var path = new StringBuilder();
        for (var y = 0; y < height; y++)
        {
            var row = pixels.AsSpan(y * width, width);
            for (var x = 0; x < width;)
            {
                var start = row[x..].IndexOf(true);
                if (start < 0) break;
                start += x;
                var length = row[start..].IndexOf(false);
                if (length < 0) length = width - start;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{length}v1h-{length}z");
                x = start + length;
            }
        }

        return path.ToString();
    }
}
