using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>The regular grid that the frames of a segmentation lie in, with gaps where nothing was marked.</summary>
internal static class SegmentGrid
{
    /// <summary>A frame may be off its slice by this share of a step.</summary>
    private const double Regular = 0.1;

    /// <summary>Frames nearer than this, in millimeters, lie in one slice.</summary>
    private const double SamePlace = 1e-2;

    /// <param name="frames">In the file's order.</param>
    /// <param name="step">Millimeters from slice to slice where the file says it; else the smallest distance of two frames.</param>
    /// <returns>The grid, and for each frame its slice in it.</returns>
    public static (VolumeGrid Grid, int[] Depths) Of(IReadOnlyList<SliceHeader> frames, double? step, DicomLimits limits)
    {
        SliceGrid.Check(frames);
        var normal = frames[0].Normal;
        var along = frames.Select(frame => frame.Along(normal)).ToArray();
        var first = frames[Array.IndexOf(along, along.Min())];
        var sideways = frames.Max(frame => Sideways(first, frame, normal));
        if (sideways > first.Spacing.Min() / 2) throw new ImageFormatException("shifted-slices", "the segmentation's frames lie sideways of each other: they form no grid");
        var distance = step ?? Smallest(along) ?? (first.Thickness is > 0 and var thickness ? thickness : 1);
        var depths = Array.ConvertAll(along, place => Depth((place - along.Min()) / distance));
        var depth = depths.Max() + 1;
        if ((long)first.Columns * first.Rows * depth > limits.PixelBytes || first.Columns < 1 || first.Rows < 1)
            throw new ImageFormatException("too-large", $"{first.Columns} x {first.Rows} x {depth} voxels exceed the limit of {limits.PixelBytes}");
        return (new VolumeGrid(first.Columns, first.Rows, depth, new SliceStack([first], distance).VoxelToWorld()), depths);
    }

    private static int Depth(double steps) => Math.Abs(steps - Math.Round(steps)) <= Regular && steps < ushort.MaxValue
        ? (int)Math.Round(steps)
        : throw new ImageFormatException("uneven-slices", "the segmentation's frames do not lie in evenly spaced slices");

    private static double? Smallest(double[] along)
    {
        var steps = along.Order().Zip(along.Order().Skip(1), static (a, b) => b - a).Where(static step => step > SamePlace).ToArray();
        return steps.Length > 0 ? steps.Min() : null;
    }

    private static double Sideways(SliceHeader first, SliceHeader frame, double[] normal)
    {
        var way = frame.Position.Zip(first.Position, static (a, b) => a - b).ToArray();
        var along = SliceHeader.Dot(way, normal);
        return Math.Sqrt(Math.Max(0, SliceHeader.Dot(way, way) - (along * along)));
    }
}
