using VividMed.Imaging.Geometry;
using VividMed.Imaging.Resampling;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Preparation;

/// <summary>
/// Fills prepared grids: from the original, or from a grid prepared so far. Trilinear, axis by axis, edges repeated; a share of 0 takes a
/// voxel as it is.
/// </summary>
internal static class VolumeSampling
{
    public static PreparedVolume FromOriginal(Volume volume, PreparedGrid grid, VolumeInterpolation interpolation)
    {
        int[] strides = [1, volume.Width, volume.Width * volume.Height];
        return Sample(volume.Voxels, grid, Axis(grid.X), Axis(grid.Y), Axis(grid.Z));

        SampledAxis Axis(AxisMap map) => new(map.Forward(interpolation), strides[map.SourceAxis], map.SourceLength);
    }

    public static PreparedVolume Again(PreparedVolume before, PreparedGrid grid, VolumeInterpolation interpolation) => Sample(
        before.Voxels,
        grid,
        new(grid.X.Within(before.Grid.X, interpolation), 1, before.Width),
        new(grid.Y.Within(before.Grid.Y, interpolation), before.Width, before.Height),
        new(grid.Z.Within(before.Grid.Z, interpolation), before.Width * before.Height, before.Depth));

    private static PreparedVolume Sample(float[] source, PreparedGrid grid, SampledAxis xs, SampledAxis ys, SampledAxis zs)
    {
        var result = new float[grid.VoxelCount];
        var at = 0;
        for (var z = 0; z < grid.Z.Length; z++)
        {
            for (var y = 0; y < grid.Y.Length; y++)
            {
                var corner = zs.Offset(z) + ys.Offset(y);
                var (v, w) = (ys.Taps.Share[y], zs.Taps.Share[z]);
                for (var x = 0; x < grid.X.Length; x++)
                {
                    var i = corner + xs.Offset(x);
                    var u = xs.Taps.Share[x];
                    var lower = Mix(Mix(source[i], source[i + xs.Next], u), Mix(source[i + ys.Next], source[i + ys.Next + xs.Next], u), v);
                    i += zs.Next;
                    var upper = Mix(Mix(source[i], source[i + xs.Next], u), Mix(source[i + ys.Next], source[i + ys.Next + xs.Next], u), v);
                    result[at++] = Mix(lower, upper, w);
                }
            }
        }

        return new PreparedVolume(grid, result);
    }

    /// <summary>A neighbor of no weight does not count, even one that is no number.</summary>
    private static float Mix(float a, float b, float share) => share == 0 ? a : a + ((b - a) * share);

    /// <param name="SourceLength">Where the source has one voxel only, its neighbor is itself.</param>
    private readonly record struct SampledAxis(AxisTaps Taps, int Stride, int SourceLength)
    {
        public int Next { get; } = SourceLength > 1 ? Stride : 0;

        public int Offset(int index) => Taps.Low[index] * Stride;
    }
}
