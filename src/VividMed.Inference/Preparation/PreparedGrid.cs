using VividMed.Imaging.Geometry;

namespace VividMed.Inference.Preparation;

/// <summary>
/// The grid that a segmenter sees: the original's axes permuted and flipped to an orientation, at the model's spacing. It keeps the
/// original's obliqueness, as reorientation does in the field, so that every axis maps on its own and resampling is separable.
/// The centers of the first voxels in the new order coincide.
/// </summary>
internal sealed record PreparedGrid(AxisMap X, AxisMap Y, AxisMap Z)
{
    private const long MaxVoxels = 1L << 30;
    private const string Positive = "RAS";
    private const string Negative = "LPI";

    public long VoxelCount => (long)X.Length * Y.Length * Z.Length;

    /// <summary>The volume's own voxels in another order.</summary>
    /// <param name="orientation">Where x, y and z are to grow towards, such as RAS.</param>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public static PreparedGrid For(Volume volume, string orientation)
    {
        var count = (long)volume.Width * volume.Height * volume.Depth;
        if (Math.Min(volume.Width, Math.Min(volume.Height, volume.Depth)) < 1 || volume.Voxels.LongLength != count)
        {
            throw Invalid($"it has {volume.Voxels.LongLength} voxels for {volume.Width} x {volume.Height} x {volume.Depth}");
        }

        return For(volume.Grid, orientation);
    }

    /// <summary>As <see cref="For(Volume, string)"/>, for a grid whose voxels nobody has read yet.</summary>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public static PreparedGrid For(VolumeGrid grid, string orientation)
    {
        if (!grid.VoxelToWorld.IsInvertible) throw Invalid("its affine cannot be inverted");

        var (spacingI, spacingJ, spacingK) = grid.VoxelToWorld.Spacing;
        (int Length, double Spacing)[] sources = [(grid.Width, spacingI), (grid.Height, spacingJ), (grid.Depth, spacingK)];
        var code = AxisCodes.Of(grid.VoxelToWorld);
        var maps = new AxisMap[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var wanted = orientation[axis];
            var source = code.IndexOf(wanted, StringComparison.Ordinal);
            var flipped = source < 0;
            if (flipped) source = code.IndexOf(Opposite(wanted), StringComparison.Ordinal);
            var (length, spacing) = sources[source];
            maps[axis] = new AxisMap(source, length, spacing, flipped ? length - 1 : 0, flipped ? -1 : 1, length);
        }

        return new PreparedGrid(maps[0], maps[1], maps[2]).WithinLimits();
    }

    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public PreparedGrid AtSpacing(IReadOnlyList<double> millimeters) =>
        new PreparedGrid(X.AtSpacing(millimeters[0]), Y.AtSpacing(millimeters[1]), Z.AtSpacing(millimeters[2])).WithinLimits();

    private static char Opposite(char letter) =>
        Positive.IndexOf(letter) is var axis and >= 0 ? Negative[axis] : Positive[Negative.IndexOf(letter)];

    private PreparedGrid WithinLimits() =>
        VoxelCount <= MaxVoxels ? this : throw Invalid($"at the model's spacing it would have {VoxelCount} voxels, more than {MaxVoxels}");

    private static ModelException Invalid(string why) => new("volume-invalid", $"the volume cannot be segmented: {why}");
}
