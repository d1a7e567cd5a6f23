using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.Experiments.Changes;

/// <summary>Masks on the network's grid, moved within their slices.</summary>
internal static class GridMoves
{
    /// <summary>By whole cells; what leaves the grid is gone.</summary>
    public static byte[] Shift(byte[] mask, ImageGrid grid, int right, int down)
    {
        var moved = new byte[mask.Length];
        var at = 0;
        for (var z = 0; z < grid.Depth; z++)
        {
            for (var j = 0; j < grid.Height; j++)
            {
                for (var i = 0; i < grid.Width; i++, at++)
                {
                    var (x, y) = (i - right, j - down);
                    if (x >= 0 && x < grid.Width && y >= 0 && y < grid.Height) moved[at] = mask[x + (grid.Width * (y + (grid.Height * z)))];
                }
            }
        }

        return moved;
    }
}
