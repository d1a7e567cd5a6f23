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

        if (!volume.VoxelToWorld.IsInvertible) throw Invalid("its affine cannot be inverted");

        var (spacingI, spacingJ, spacingK) = volume.VoxelToWorld.Spacing;
        (int Length, double Spacing)[] sources = [(volume.Width, spacingI), (volume.Height, spacingJ), (volume.Depth, spacingK)];
        var code = Orientation.Code(volume.VoxelToWorld);
        var maps = new AxisMap[3];
        for (var source = 0; source < 3; source++)
        {
            var flipped = "LPI".Contains(code[source], StringComparison.Ordinal);
            var axis = (flipped ? "LPI" : "RAS").IndexOf(code[source], StringComparison.Ordinal);
            maps[axis] = Map(source, sources[source].Length, spacingMm is null ? 1 : spacingMm[axis] / sources[source].Spacing, flipped);
        }

        var grid = new PreparedGrid(maps[0], maps[1], maps[2]);
        return grid.VoxelCount <= MaxVoxels ? grid : throw Invalid($"at the model's spacing it would have {grid.VoxelCount} voxels, more than {MaxVoxels}");
    }

    private static AxisMap Map(int source, int length, double step, bool flipped)
    {
        var steps = Math.Round((length - 1) / step, MidpointRounding.AwayFromZero);
        // Three axes of this length still multiply without overflow.
        if (steps >= 1 << 20) throw Invalid($"at the model's spacing an axis would have {steps + 1} voxels");
        return new AxisMap(source, length, flipped ? length - 1 : 0, flipped ? -step : step, (int)steps + 1);
    }

    private static ModelException Invalid(string why) => new("volume-invalid", $"the volume cannot be segmented: {why}");
}
