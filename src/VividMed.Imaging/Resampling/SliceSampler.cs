using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Resampling;

/// <summary>Fills slices of a target grid with the values of a source volume.</summary>
internal abstract class SliceSampler
{
    /// <summary>An off-diagonal step below this many source voxels over the whole target is rounding, not rotation.</summary>
    private const double Aligned = 1e-4;

    /// <param name="source">Where the values come from.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="interpolation">How a value between voxels is found.</param>
    /// <param name="antiAlias">Whether axes that shrink are smoothed, so that nothing between the samples is lost or folds back.</param>
    public static SliceSampler Create(Volume source, VolumeGrid target, Interpolation interpolation, bool antiAlias = false)
    {
        var map = target.VoxelToWorld.Then(source.VoxelToWorld.Inverse());
        var smooth = antiAlias || interpolation == Interpolation.Area;
        if (!IsAligned(map, target)) return new ObliqueSampler(smooth ? Shrunk(source, map, interpolation) : source, target, interpolation);

        var shrinks = Math.Max(Math.Abs(map.Xi), Math.Max(Math.Abs(map.Yj), Math.Abs(map.Zk))) > 1 + 1e-6;
        return smooth && shrinks
            ? new KernelSampler(source, target, map, interpolation)
            : new AlignedSampler(source, target, map, interpolation);
    }

    private static bool IsAligned(Affine map, VolumeGrid target)
    {
        var drift = Math.Max(
            Math.Max((Math.Abs(map.Yi) + Math.Abs(map.Zi)) * target.Width, (Math.Abs(map.Xj) + Math.Abs(map.Zj)) * target.Height),
            (Math.Abs(map.Xk) + Math.Abs(map.Yk)) * target.Depth);
        return drift < Aligned;
    }

    /// <summary>The source on a coarser grid of its own axes, as coarse as the target's steps across them.</summary>
    private static Volume Shrunk(Volume source, Affine map, Interpolation interpolation)
    {
        var (x, y, z) = (Longest(map.Xi, map.Xj, map.Xk), Longest(map.Yi, map.Yj, map.Yk), Longest(map.Zi, map.Zj, map.Zk));
        if (x <= 1 && y <= 1 && z <= 1) return source;

        var (i, j, k) = source.VoxelToWorld.Spacing;
        return VolumeResampler.Resample(
            source, source.Grid.WithSpacing(i * x, j * y, k * z), interpolation, antiAlias: interpolation == Interpolation.Trilinear);
    }

    private static double Longest(double a, double b, double c) => Math.Max(1, Math.Max(Math.Abs(a), Math.Max(Math.Abs(b), Math.Abs(c))));

    /// <summary>Writes slice <paramref name="z"/> of the target, row by row.</summary>
    public abstract void Fill(int z, Span<float> slice);
}
