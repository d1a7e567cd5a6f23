using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Resampling;

/// <summary>Interpolates between any two grids, stepping through the source along each target row.</summary>
internal sealed class ObliqueSampler(Volume source, VolumeGrid target, Interpolation interpolation) : SliceSampler
{
    private readonly Affine _map = target.VoxelToWorld.Then(source.VoxelToWorld.Inverse());
    private readonly int _row = source.Width;
    private readonly int _slice = source.Width * source.Height;

    public override void Fill(int z, Span<float> slice)
    {
        for (var y = 0; y < target.Height; y++)
        {
            var (i, j, k) = _map.Apply(0, y, z);
            var row = slice.Slice(y * target.Width, target.Width);
            for (var x = 0; x < row.Length; x++)
            {
                var px = Math.Clamp(i + (x * _map.Xi), 0, source.Width - 1);
                var py = Math.Clamp(j + (x * _map.Yi), 0, source.Height - 1);
                var pz = Math.Clamp(k + (x * _map.Zi), 0, source.Depth - 1);
                row[x] = interpolation == Interpolation.Nearest ? Nearest(px, py, pz) : Trilinear(px, py, pz);
            }
        }
    }

    private float Nearest(double x, double y, double z) =>
        source.Voxels[(int)(x + 0.5) + ((int)(y + 0.5) * _row) + ((int)(z + 0.5) * _slice)];

    private float Trilinear(double x, double y, double z)
    {
        var (x0, y0, z0) = ((int)x, (int)y, (int)z);
        var index = x0 + (y0 * _row) + (z0 * _slice);
        var right = x0 + 1 < source.Width ? 1 : 0;
        var down = y0 + 1 < source.Height ? _row : 0;
        var next = z0 + 1 < source.Depth ? _slice : 0;
        var (wx, wy, wz) = ((float)(x - x0), (float)(y - y0), (float)(z - z0));
        var v = source.Voxels;
        var near = Mix(Mix(v[index], v[index + right], wx), Mix(v[index + down], v[index + down + right], wx), wy);
        var far = Mix(
            Mix(v[index + next], v[index + next + right], wx), Mix(v[index + next + down], v[index + next + down + right], wx), wy);
        return Mix(near, far, wz);
    }

    private static float Mix(float first, float second, float weight) => weight == 0 ? first : first + ((second - first) * weight);
}
