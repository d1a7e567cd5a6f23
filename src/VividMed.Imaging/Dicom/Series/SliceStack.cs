using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Slices in the order of their positions, checked to be the whole of one regular grid.</summary>
internal sealed record SliceStack(IReadOnlyList<SliceHeader> Slices, double Step)
{
    /// <summary>Slices by position along their normal, whatever their files are called and numbered.</summary>
    /// <exception cref="ImageFormatException">All that is wrong with them in one message; the code is that of the first.</exception>
    public static SliceStack Order(IReadOnlyList<SliceHeader> slices)
    {
        if (slices.Count == 0) throw new ImageFormatException("no-slices", "the series has no slice");
        SliceGrid.Check(slices);
        var normal = slices[0].Normal;
        var ordered = slices.OrderBy(slice => slice.Along(normal)).ToList();
        if (ordered.Count == 1) return new(ordered, slices[0].Thickness is > 0 and var thickness ? thickness : 1);
        SlicePositions.Check(ordered, normal);
        return new(ordered, (ordered[^1].Along(normal) - ordered[0].Along(normal)) / (ordered.Count - 1));
    }

    /// <summary>From voxel indices (column, row, slice) to RAS+ millimeters: DICOM's first two axes run the other way.</summary>
    public Affine VoxelToWorld()
    {
        var first = Slices[0];
        var (o, p, n) = (first.Orientation, first.Position, first.Normal);
        var (i, j, k) = (first.Spacing[1], first.Spacing[0], Step);
        return new(
            -o[0] * i, -o[3] * j, -n[0] * k, -p[0],
            -o[1] * i, -o[4] * j, -n[1] * k, -p[1],
            o[2] * i, o[5] * j, n[2] * k, p[2]);
    }
}
