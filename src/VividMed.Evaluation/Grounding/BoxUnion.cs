using VividMed.Imaging.Geometry;

namespace VividMed.Evaluation.Grounding;

/// <summary>Exact areas of unions of boxes in the plane, by the grid that their edges span.</summary>
internal static class BoxUnion
{
    /// <summary>
    /// The area that both sets cover, and the area that either covers. Depth is left out: boxes of one image lie in one plane, or are
    /// compared by masks.
    /// </summary>
    public static (double Both, double Either) Overlap(IReadOnlyList<Box> first, IReadOnlyList<Box> second)
    {
        var xs = Edges([.. first, .. second], static box => (box.X0, box.X1));
        var ys = Edges([.. first, .. second], static box => (box.Y0, box.Y1));
        var (both, either) = (0.0, 0.0);
        for (var i = 0; i + 1 < xs.Length; i++)
        {
            for (var j = 0; j + 1 < ys.Length; j++)
            {
                var (x, y) = ((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2);
                var (inFirst, inSecond) = (Covers(first, x, y), Covers(second, x, y));
                var area = (xs[i + 1] - xs[i]) * (ys[j + 1] - ys[j]);
                if (inFirst && inSecond) both += area;
                if (inFirst || inSecond) either += area;
            }
        }

        return (both, either);
    }

    private static double[] Edges(IReadOnlyList<Box> boxes, Func<Box, (double, double)> sides) =>
        [.. boxes.SelectMany(box => sides(box) is var (low, high) ? (double[])[low, high] : []).Distinct().Order()];

    private static bool Covers(IReadOnlyList<Box> boxes, double x, double y)
    {
        foreach (var box in boxes)
        {
            if (box.X0 <= x && x < box.X1 && box.Y0 <= y && y < box.Y1) return true;
        }

        return false;
    }
}
