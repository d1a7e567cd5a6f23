using System.Buffers;
using System.Numerics;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Resampling;

/// <summary>
/// Interpolates between grids whose axes agree: for each target row, the four source rows around it are blended a vector at a time,
/// and the one that results is interpolated along x.
/// </summary>
internal sealed class AlignedSampler(Volume source, VolumeGrid target, Affine map, Interpolation interpolation) : SliceSampler
{
    private readonly AxisWeights _x = new(target.Width, map.Xt, map.Xi, source.Width, interpolation);
    private readonly AxisWeights _y = new(target.Height, map.Yt, map.Yj, source.Height, interpolation);
    private readonly AxisWeights _z = new(target.Depth, map.Zt, map.Zk, source.Depth, interpolation);

    public override void Fill(int z, Span<float> slice)
    {
        var buffer = ArrayPool<float>.Shared.Rent(2 * source.Width);
        var lower = buffer.AsSpan(0, source.Width);
        var upper = buffer.AsSpan(source.Width, source.Width);
        for (var y = 0; y < target.Height; y++)
        {
            Blend(Row(_y.Low[y], _z.Low[z]), Row(_y.High[y], _z.Low[z]), _y.Weight[y], lower);
            Blend(Row(_y.Low[y], _z.High[z]), Row(_y.High[y], _z.High[z]), _y.Weight[y], upper);
            Blend(lower, upper, _z.Weight[z], lower);
            Stretch(lower, slice.Slice(y * target.Width, target.Width));
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>Neighbors with no weight are never touched, so that a NaN or a huge value beside a voxel does not spoil it.</summary>
    private static void Blend(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float weight, Span<float> result)
    {
        if (weight == 0)
        {
            first.CopyTo(result);
            return;
        }

        var factor = new Vector<float>(weight);
        var i = 0;
        for (; i + Vector<float>.Count <= result.Length; i += Vector<float>.Count)
        {
            var a = new Vector<float>(first[i..]);
            (a + ((new Vector<float>(second[i..]) - a) * factor)).CopyTo(result[i..]);
        }

        for (; i < result.Length; i++) result[i] = first[i] + ((second[i] - first[i]) * weight);
    }

    private void Stretch(ReadOnlySpan<float> line, Span<float> row)
    {
        var (low, high, weights) = (_x.Low, _x.High, _x.Weight);
        for (var x = 0; x < row.Length; x++)
        {
            var value = line[low[x]];
            row[x] = weights[x] == 0 ? value : value + ((line[high[x]] - value) * weights[x]);
        }
    }

    private ReadOnlySpan<float> Row(int y, int z) => source.Voxels.AsSpan((y + (z * source.Height)) * source.Width, source.Width);
}
