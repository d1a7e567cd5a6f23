namespace VividMed.Imaging;

/// <summary>Fills slices of a target grid with the values of a source volume.</summary>
internal abstract class SliceSampler
{
    /// <summary>An off-diagonal step below this many source voxels over the whole target is rounding, not rotation.</summary>
    private const double Aligned = 1e-4;

    public static SliceSampler Create(Volume source, VolumeGrid target, Interpolation interpolation)
    {
        var map = target.VoxelToWorld.Then(source.VoxelToWorld.Inverse());
        var drift = Math.Max(
            Math.Max((Math.Abs(map.Yi) + Math.Abs(map.Zi)) * target.Width, (Math.Abs(map.Xj) + Math.Abs(map.Zj)) * target.Height),
            (Math.Abs(map.Xk) + Math.Abs(map.Yk)) * target.Depth);
        return drift < Aligned ? new AlignedSampler(source, target, map, interpolation) : new ObliqueSampler(source, target, map, interpolation);
    }

    /// <summary>Writes slice <paramref name="z"/> of the target, row by row.</summary>
    public abstract void Fill(int z, Span<float> slice);
}
