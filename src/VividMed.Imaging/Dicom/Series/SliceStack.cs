using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Dicom.Series;

/// <summary>Slices in the order of their positions, checked to be the whole of one regular grid.</summary>
internal sealed record SliceStack(IReadOnlyList<SliceHeader> Slices, double Step)
{
    /// <summary>
    /// Positions are written in decimal text, so that steps differ by rounding; by more than this share of a step a slice is missing or
    /// moved.
    /// </summary>
    private const double Regular = 0.1;

    /// <summary>Slices nearer than this, in millimeters, lie at the same place.</summary>
    private const double SamePlace = 1e-2;

    /// <summary>The sideways shift from slice to slice, as a share of the step, from which a gantry was tilted: half a degree.</summary>
    private const double Tilted = 0.0087;

    public static SliceStack Order(IReadOnlyList<SliceHeader> slices)
    {
        if (slices.Count == 0) throw new ImageFormatException("no-slices", "the series has no slice");
        var first = slices[0];
        if (slices.FirstOrDefault(slice => !slice.SharesGridWith(first)) is not null)
            throw new ImageFormatException("mixed-series", "the slices differ in series, size, spacing or orientation: they are not one volume");

        var normal = first.Normal;
        var ordered = slices.OrderBy(slice => slice.Along(normal)).ToList();
        if (ordered.Count == 1) return new(ordered, first.Thickness is > 0 and var thickness ? thickness : 1);

        var steps = ordered.Zip(ordered.Skip(1), (a, b) => b.Along(normal) - a.Along(normal)).ToArray();
        if (Array.FindIndex(steps, static step => step < SamePlace) is >= 0 and var duplicate)
            throw new ImageFormatException(
                "duplicate-slices",
                $"{steps.Count(static step => step < SamePlace) + 1} or more slices share a position (slice {duplicate + 1} of {ordered.Count} and the next): two series or phases in one");

        var step = steps.Order().ElementAt(steps.Length / 2);
        if (Array.FindIndex(steps, other => Math.Abs(other - step) > Regular * step) is >= 0 and var gap)
            throw new ImageFormatException(
                "missing-slices",
                $"the slices are {step:0.###} mm apart, but slices {gap + 1} and {gap + 2} of {ordered.Count} are {steps[gap]:0.###} mm apart");

        CheckTilt(ordered, normal);
        return new(ordered, (ordered[^1].Along(normal) - ordered[0].Along(normal)) / (ordered.Count - 1));
    }

    /// <summary>
    /// A tilted gantry moves each slice sideways: the voxels form no rectangular grid, and an affine of ours could only pretend it.
    /// </summary>
    private static void CheckTilt(List<SliceHeader> slices, double[] normal)
    {
        var way = slices[^1].Position.Zip(slices[0].Position, static (a, b) => a - b).ToArray();
        var along = SliceHeader.Dot(way, normal);
        var sideways = Math.Sqrt(Math.Max(0, SliceHeader.Dot(way, way) - (along * along)));
        if (sideways > Tilted * along)
            throw new ImageFormatException(
                "gantry-tilt",
                $"the slices are shifted sideways by {Math.Atan2(sideways, along) * 180 / Math.PI:0.#} degrees (gantry tilt); correct the tilt first, for example with dcm2niix");
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
