using System.Buffers;
using System.Numerics;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Resampling;

/// <summary>
/// Shrinks between grids whose axes agree, each target voxel from all source voxels it covers: source rows are added up with the
/// weights of the other two axes a vector at a time, and the one row that results is shrunk along x.
/// </summary>
internal sealed class KernelSampler(Volume source, VolumeGrid target, Affine map, Interpolation interpolation) : SliceSampler
{
    private readonly AxisKernel _x = new(target.Width, map.Xt, map.Xi, source.Width, interpolation);
    private readonly AxisKernel _y = new(target.Height, map.Yt, map.Yj, source.Height, interpolation);
    private readonly AxisKernel _z = new(target.Depth, map.Zt, map.Zk, source.Depth, interpolation);

    public override void Fill(int z, Span<float> slice)
    {
        var buffer = ArrayPool<float>.Shared.Rent(source.Width);
        var row = buffer.AsSpan(0, source.Width);
        for (var y = 0; y < target.Height; y++)
        {
            row.Clear();
            var (weightsZ, weightsY) = (_z.Weights(z).ToArray(), _y.Weights(y).ToArray());
            for (var dz = 0; dz < weightsZ.Length; dz++)
            {
                for (var dy = 0; dy < weightsY.Length; dy++)
                {
                    var weight = weightsZ[dz] * weightsY[dy];
                    if (weight != 0)
                    {
                        Add(
                            source.Voxels.AsSpan((_y.First(y) + dy + ((_z.First(z) + dz) * source.Height)) * source.Width, source.Width),
                            weight, row);
                    }
                }
            }

            Shrink(row, slice.Slice(y * target.Width, target.Width));
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private static void Add(ReadOnlySpan<float> line, float weight, Span<float> row)
    {
        var factor = new Vector<float>(weight);
        var i = 0;
        for (; i + Vector<float>.Count <= row.Length; i += Vector<float>.Count)
        {
            Vector.FusedMultiplyAdd(new Vector<float>(line[i..]), factor, new Vector<float>(row[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++) row[i] = MathF.FusedMultiplyAdd(line[i], weight, row[i]);
    }

    private void Shrink(ReadOnlySpan<float> row, Span<float> result)
    {
        for (var x = 0; x < result.Length; x++)
        {
            var weights = _x.Weights(x);
            var covered = row.Slice(_x.First(x), weights.Length);
            var sum = 0f;
            for (var i = 0; i < weights.Length; i++) sum += weights[i] == 0 ? 0 : covered[i] * weights[i];
            result[x] = sum;
        }
    }
}
