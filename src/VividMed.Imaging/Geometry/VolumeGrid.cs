namespace VividMed.Imaging.Geometry;

/// <summary>Where the voxels of a volume lie, without their values. <paramref name="VoxelToWorld"/> maps voxel centers.</summary>
public sealed record VolumeGrid(int Width, int Height, int Depth, Affine VoxelToWorld)
{
    /// <summary>
    /// A grid with the same axes and the same outer corner at voxel (0, 0, 0), but steps of the given millimeters; so many voxels along
    /// each axis that the source is covered, the last one overhanging by less than its own size.
    /// </summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: this grid has no usable spacing.</exception>
    public VolumeGrid WithSpacing(double dx, double dy, double dz)
    {
        if (!VoxelToWorld.IsInvertible) throw new ImageFormatException("singular-affine", "The volume's affine is not invertible.");

        var (i, j, k) = VoxelToWorld.Spacing;
        var (x, y, z) = (dx / i, dy / j, dz / k);
        var step = new Affine(x, 0, 0, (x - 1) / 2, 0, y, 0, (y - 1) / 2, 0, 0, z, (z - 1) / 2);
        return new(Steps(Width, x), Steps(Height, y), Steps(Depth, z), step.Then(VoxelToWorld));
    }

    /// <summary>
    /// Moves a box of this grid's voxels to the smallest box of <paramref name="other"/>'s voxels around it; neither is clipped.
    /// </summary>
    public Box Move(Box box, VolumeGrid other) => box.Move(VoxelToWorld.Then(other.VoxelToWorld.Inverse()));

    private static int Steps(int length, double step) => Math.Max(1, checked((int)Math.Ceiling((length / step) - 1e-6)));
}

/// <summary>
/// A scalar volume. Voxels are stored with x fastest, then y, then z; values are the modality's own (Hounsfield units for CT).
/// </summary>
public sealed record Volume(int Width, int Height, int Depth, float[] Voxels, Affine VoxelToWorld)
{
    /// <summary>Where the voxels lie: size and affine without the values.</summary>
    public VolumeGrid Grid => new(Width, Height, Depth, VoxelToWorld);
}
