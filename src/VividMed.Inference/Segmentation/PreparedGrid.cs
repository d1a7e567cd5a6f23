using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>
/// The grid that a segmenter sees: the original's axes permuted and flipped to RAS+, at the model's spacing. It keeps the
/// original's obliqueness, as reorientation does in the field, so that every axis maps on its own and resampling is separable.
/// The centres of the first voxels in RAS+ order coincide.
/// </summary>
internal sealed record PreparedGrid(AxisMap X, AxisMap Y, AxisMap Z)
{
    private const long MaxVoxels = 1L << 30;

    public long VoxelCount => (long)X.Length * Y.Length * Z.Length;

    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public static PreparedGrid For(Volume volume, IReadOnlyList<double>? spacingMm)
    {
        var count = (long)volume.Width * volume.Height * volume.Depth;
        if (Math.Min(volume.Width, Math.Min(volume.Height, volume.Depth)) < 1 || volume.Voxels.LongLength != count)
        {
            throw Invalid($"it has {volume.Voxels.LongLength} voxels for {volume.Width} x {volume.Height} x {volume.Depth}");
        }

        int[] lengths = [volume.Width, volume.Height, volume.Depth];
        var columns = Columns(volume.VoxelToWorld);
        var order = RasOrder(columns);
        var maps = new AxisMap[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var source = order[axis];
            var (length, spacing) = (lengths[source], Length(columns[source]));
            var step = spacingMm is null ? 1 : spacingMm[axis] / spacing;
            var steps = Math.Round((length - 1) / step, MidpointRounding.AwayFromZero);
            if (steps >= int.MaxValue) throw Invalid($"a spacing of {spacing} mm makes too many voxels");
            var flipped = columns[source][axis] < 0;
            maps[axis] = new AxisMap(source, length, flipped ? length - 1 : 0, flipped ? -step : step, (int)steps + 1);
        }

        var grid = new PreparedGrid(maps[0], maps[1], maps[2]);
        return grid.VoxelCount <= MaxVoxels ? grid : throw Invalid($"at the model's spacing it would have {grid.VoxelCount} voxels, more than {MaxVoxels}");
    }

    private static double[][] Columns(Affine affine)
    {
        double[][] columns = [[affine.Xi, affine.Yi, affine.Zi], [affine.Xj, affine.Yj, affine.Zj], [affine.Xk, affine.Yk, affine.Zk]];
        var (i, j, k) = (columns[0], columns[1], columns[2]);
        var determinant = (i[0] * ((j[1] * k[2]) - (j[2] * k[1]))) - (i[1] * ((j[0] * k[2]) - (j[2] * k[0]))) + (i[2] * ((j[0] * k[1]) - (j[1] * k[0])));
        return double.IsFinite(determinant) && Math.Abs(determinant) > 1e-9 ? columns : throw Invalid("its affine cannot be inverted");
    }

    /// <summary>For the axes right, anterior, superior the original axis that runs most along each; strongest agreement first.</summary>
    private static int[] RasOrder(double[][] columns)
    {
        int[] order = [-1, -1, -1];
        var pairs =
            from source in Enumerable.Range(0, 3)
            from axis in Enumerable.Range(0, 3)
            orderby Math.Abs(columns[source][axis]) / Length(columns[source]) descending
            select (source, axis);
        foreach (var (source, axis) in pairs)
        {
            if (order[axis] < 0 && !order.Contains(source)) order[axis] = source;
        }

        return order;
    }

    private static double Length(double[] column) => Math.Sqrt(column.Sum(static value => value * value));

    private static ModelException Invalid(string why) => new("volume-invalid", $"the volume cannot be segmented: {why}");
}
