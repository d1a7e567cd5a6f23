using System.Numerics;

namespace VividMed.Imaging.Fingerprints;

/// <summary>
/// A picture as 64 x 64 cells, each the sum over its part of the picture. Cells cut pixels where their borders do; all sums are whole numbers,
/// so that every machine comes to the same.
/// </summary>
/// <param name="width">Of the picture, in pixels.</param>
/// <param name="height">Of the picture, in pixels; as many rows are to be added.</param>
internal sealed class CellGrid(int width, int height)
{
    public const int Side = 64;

    /// <summary>Gray levels that cells are told apart by, over the range that they have: what is nearly alike, such as black with the noise of JPEG, is alike.</summary>
    private const int Levels = 255;

    private readonly long[] _cells = new long[Side * Side];
    private readonly long[] _row = new long[Side];
    private long _rows;

    /// <summary>Adds the next row of pixels, of which none is negative.</summary>
    public void Add<T>(ReadOnlySpan<T> pixels)
        where T : unmanaged, IBinaryInteger<T>
    {
        Sum(pixels);
        // Lengths are counted in 64ths of a pixel: a pixel is 64 of them high, a cell as many as the picture has rows.
        var (top, bottom) = (Side * _rows, Side * (_rows + 1));
        for (var y = top / height; y < Side && y * height < bottom; y++)
        {
            var share = Math.Min(bottom, (y + 1) * height) - Math.Max(top, y * height);
            var cells = _cells.AsSpan((int)y * Side, Side);
            for (var x = 0; x < Side; x++) cells[x] += share * _row[x];
        }

        _rows++;
    }

    /// <summary>
    /// Of each cell its rank among all, times two and centered at 0; cells that are alike share theirs. Null where all are alike.
    /// </summary>
    public int[]? Ranks()
    {
        var (least, range) = (_cells.Min(), _cells.Max() - _cells.Min());
        if (range == 0) return null;
        var counts = new int[Levels + 1];
        // Rounded, so that a negative has the same levels from above.
        var levels = Array.ConvertAll(_cells, cell => (int)(((2 * Levels * (cell - least)) + range) / (2 * range)));
        foreach (var level in levels) counts[level]++;
        var (ranks, below) = (new int[Levels + 1], 0);
        for (var level = 0; level <= Levels; level++)
        {
            ranks[level] = (2 * below) + counts[level] - (Side * Side);
            below += counts[level];
        }

        return Array.ConvertAll(levels, level => ranks[level]);
    }

    private void Sum<T>(ReadOnlySpan<T> pixels)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var x = 0; x < Side; x++)
        {
            var (from, to) = ((long)x * width, (x + 1L) * width);
            var (first, last) = ((int)(from / Side), (int)((to - 1) / Side));
            if (first == last)
            {
                _row[x] = width * long.CreateTruncating(pixels[first]);
                continue;
            }

            var inner = 0L;
            foreach (var pixel in pixels[(first + 1)..last]) inner += long.CreateTruncating(pixel);
            _row[x] = (Side * inner) + ((((first + 1L) * Side) - from) * long.CreateTruncating(pixels[first]))
                + ((to - ((long)last * Side)) * long.CreateTruncating(pixels[last]));
        }
    }
}
