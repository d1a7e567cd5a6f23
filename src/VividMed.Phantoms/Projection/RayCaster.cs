using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.Projection;

/// <summary>Follows rays through a volume, at even steps of about a voxel.</summary>
internal sealed class RayCaster
{
    private readonly Affine _toVoxel;
    private readonly float[] _perMm;
    private readonly int _width, _height, _depth;
    private readonly double _step;

    public RayCaster(Volume volume)
    {
        _toVoxel = volume.VoxelToWorld.Inverse();
        _perMm = Array.ConvertAll(volume.Voxels, static value => (float)Attenuation.PerMm(value));
        (_width, _height, _depth) = (volume.Width, volume.Height, volume.Depth);
        var (i, j, k) = volume.VoxelToWorld.Spacing;
        _step = Math.Max(i, Math.Max(j, k));
        var (x, y, z) = volume.VoxelToWorld.Apply((_width - 1) / 2.0, (_height - 1) / 2.0, (_depth - 1) / 2.0);
        Middle = new WorldPoint(x, y, z);
    }

    public WorldPoint Middle { get; }

    /// <returns>The attenuation summed from one point to the other; nothing outside the volume attenuates.</returns>
    /// <param name="path">Millimeters through each label are added to it.</param>
    public float Cast(WorldPoint from, WorldPoint to, ReadOnlySpan<uint> labels, Span<float> path)
    {
        var start = ToVoxel(from);
        var way = ToVoxel(to) - start;
        var (enter, leave) = (0.0, 1.0);
        if (!Clip(start.X, way.X, _width, ref enter, ref leave) || !Clip(start.Y, way.Y, _height, ref enter, ref leave) || !Clip(start.Z, way.Z, _depth, ref enter, ref leave)) return 0;

        var length = (leave - enter) * (to - from).Length;
        var steps = Math.Max(1, (int)Math.Ceiling(length / _step));
        var each = (leave - enter) / steps;
        var mm = (float)(length / steps);
        var sum = 0f;
        for (var step = 0; step < steps; step++)
        {
            var at = start + (way * (enter + ((step + 0.5) * each)));
            sum += Between((float)at.X, (float)at.Y, (float)at.Z);
            for (var bits = labels[Nearest(at)]; bits != 0; bits &= bits - 1) path[System.Numerics.BitOperations.TrailingZeroCount(bits)] += mm;
        }

        return sum * mm;
    }

    private WorldPoint ToVoxel(WorldPoint world)
    {
        var (i, j, k) = _toVoxel.Apply(world.X, world.Y, world.Z);
        return new WorldPoint(i, j, k);
    }

    /// <summary>Cuts the ray to the slab of one axis, whose voxels reach half a step beyond their centers.</summary>
    private static bool Clip(double start, double way, int size, ref double enter, ref double leave)
    {
        var (low, high) = (-0.5 - start, size - 0.5 - start);
        if (Math.Abs(way) < 1e-12) return low <= 0 && high >= 0;
        var (first, last) = way > 0 ? (low / way, high / way) : (high / way, low / way);
        enter = Math.Max(enter, first);
        leave = Math.Min(leave, last);
        return enter < leave;
    }

    private int Nearest(WorldPoint at) =>
        Math.Clamp((int)(at.X + 0.5), 0, _width - 1)
        + (_width * (Math.Clamp((int)(at.Y + 0.5), 0, _height - 1) + (_height * Math.Clamp((int)(at.Z + 0.5), 0, _depth - 1))));

    private float Between(float x, float y, float z)
    {
        var (i, s, nextI) = Cell(x, _width);
        var (j, t, nextJ) = Cell(y, _height);
        var (k, r, nextK) = Cell(z, _depth);
        var at = i + (_width * (j + (_height * k)));
        var (right, down, deep) = (nextI, nextJ * _width, nextK * _width * _height);
        var voxels = _perMm;
        var near = Mix(Mix(voxels[at], voxels[at + right], s), Mix(voxels[at + down], voxels[at + down + right], s), t);
        at += deep;
        var far = Mix(Mix(voxels[at], voxels[at + right], s), Mix(voxels[at + down], voxels[at + down + right], s), t);
        return Mix(near, far, r);

        static float Mix(float a, float b, float share) => a + ((b - a) * share);
    }

    /// <summary>The voxel before a coordinate, the share of the next one, and the step to it; at the border there is none.</summary>
    private static (int At, float Share, int Next) Cell(float at, int size)
    {
        if (at <= 0) return (0, 0, 0);
        var index = (int)at;
        return index >= size - 1 ? (size - 1, 0, 0) : (index, at - index, 1);
    }
}
