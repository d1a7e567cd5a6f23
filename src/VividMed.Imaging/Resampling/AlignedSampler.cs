using System.Numerics;

namespace VividMed.Imaging;

/// <summary>
/// Interpolates between grids whose axes agree: for each target row, the four source rows around it are blended a vector at a time,
/// and the one that results is interpolated along x.
/// </summary>
internal sealed class AlignedSampler(Volume source, VolumeGrid target, Affine map, Interpolation interpolation) : SliceSampler
{
    private readonly AxisWeights _x = new(target.Width, map.Xt, map.Xi, source.Width, interpolation);
    private readonly AxisWeights _y = new(target.Height, map.Yt, map.Yj, source.Height, interpolation);
    private readonly AxisWeights _z = new(target.Depth, map.Zt, map.Zk, source.Depth, interpolation);
    private readonly float[] _lower = new float[source.Width];
    private readonly float[] _upper = new float[source.Width];

    public override void Fill(int z, Span<float> slice)
    {
        for (var y = 0; y < target.Height; y++)
        {
            Blend(Row(_y.Low[y], _z.Low[z]), Row(_y.High[y], _z.Low[z]), _y.Weight[y], _lower);
            Blend(Row(_y.Low[y], _z.High[z]), Row(_y.High[y], _z.High[z]), _y.Weight[y], _upper);
            Blend(_lower, _upper, _z.Weight[z], _lower);
            Stretch(slice.Slice(y * target.Width, target.Width));
        }
    }

    /// <summary>Neighbours with no weight are never touched, so that a NaN or a huge value beside a voxel does not spoil it.</summary>
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

    private void Stretch(Span<float> row)
    {
        var (low, high, weights) = (_x.Low, _x.High, _x.Weight);
        for (var x = 0; x < row.Length; x++)
        {
            var value = _lower[low[x]];
            row[x] = weights[x] == 0 ? value : value + ((_lower[high[x]] - value) * weights[x]);
        }
    }

    private ReadOnlySpan<float> Row(int y, int z) => source.Voxels.AsSpan((y + (z * source.Height)) * source.Width, source.Width);
}
