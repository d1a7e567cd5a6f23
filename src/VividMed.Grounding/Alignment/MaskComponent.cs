using VividMed.Imaging.Masks;

namespace VividMed.Grounding.Alignment;

/// <summary>One connected part of a mask: its runs along x as linear index ranges, its size, and its center in voxels.</summary>
internal sealed class MaskComponent(Mask mask)
{
    private double _x;
    private double _y;
    private double _z;

    public List<(long Start, long End)> Runs { get; } = [];

    public long Count { get; private set; }

    public (double X, double Y, double Z) Center => (_x / Count, _y / Count, _z / Count);

    /// <summary>The components with at least <paramref name="minimum"/> voxels, in the order of their first voxel.</summary>
    public static List<MaskComponent> Find(Mask mask, int minimum) =>
        [.. MaskComponents.Find(mask).Where(found => found.Voxels >= minimum).Select(found => Of(mask, found.Runs))];

    /// <summary>The share of the component that lies in another mask on the same grid, 0 to 1.</summary>
    public double ShareIn(Mask other)
    {
        var inside = 0L;
        foreach (var (start, end) in Runs)
        {
            for (var index = other.NextSet(start); index >= 0 && index < end;)
            {
                var stop = other.NextClear(index);
                if (stop < 0 || stop > end) stop = end;
                inside += stop - index;
                index = other.NextSet(stop);
            }
        }

        return (double)inside / Count;
    }

    private static MaskComponent Of(Mask mask, List<(long Start, long End)> runs)
    {
        var component = new MaskComponent(mask);
        foreach (var (start, end) in runs) component.Add(start, end);
        return component;
    }

    private void Add(long start, long end)
    {
        var length = end - start;
        Runs.Add((start, end));
        Count += length;
        _x += length * ((start % mask.Width) + ((length - 1) / 2.0));
        _y += length * (double)(start / mask.Width % mask.Height);
        _z += length * (double)(start / mask.Width / mask.Height);
    }
}
