using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Exports.Planning;

/// <summary>What a mask has in each slice along one axis of its grid: how many voxels, and their hull. Read from the runs.</summary>
internal sealed class MaskSlices
{
    private readonly long[] _area;
    private readonly Box[] _hull;

    private MaskSlices(int length) => (_area, _hull) = (new long[length], new Box[length]);

    /// <param name="axis">0 for x, 1 for y, 2 for z.</param>
    public static MaskSlices Of(RunLengthMask mask, int axis)
    {
        var slices = new MaskSlices(axis == 0 ? mask.Width : axis == 1 ? mask.Height : mask.Depth);
        var position = 0L;
        for (var run = 0; run < mask.Counts.Length; run++)
        {
            if (run % 2 == 1) slices.Add(mask, axis, position, mask.Counts[run]);
            position += mask.Counts[run];
        }

        return slices;
    }

    /// <summary>The slice with the most voxels, the first among equals; null of an empty mask.</summary>
    public int? Largest
    {
        get
        {
            var most = _area.Max();
            return most > 0 ? Array.IndexOf(_area, most) : null;
        }
    }

    /// <summary>The smallest box around what a slice has, in voxels of the volume.</summary>
    public Box HullOf(int slice) => _hull[slice];

    private void Add(RunLengthMask mask, int axis, long position, long length)
    {
        while (length > 0)
        {
            var (column, y) = Math.DivRem(position, mask.Height);
            var (z, x) = Math.DivRem(column, mask.Width);
            var piece = Math.Min(length, mask.Height - y);
            if (axis == 1)
            {
                for (var row = y; row < y + piece; row++) Add((int)row, 1, new Box(x, row, z, x + 1, row + 1, z + 1));
            }
            else
            {
                Add((int)(axis == 0 ? x : z), piece, new Box(x, y, z, x + 1, y + piece, z + 1));
            }

            position += piece;
            length -= piece;
        }
    }

    private void Add(int slice, long area, Box box)
    {
        _hull[slice] = _area[slice] == 0 ? box : _hull[slice].Hull(box);
        _area[slice] += area;
    }
}
