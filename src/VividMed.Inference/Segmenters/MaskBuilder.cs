using System.Numerics.Tensors;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// From finished slices of probabilities to masks on the original grid: each plane of the original is interpolated between two slices,
/// decided, and packed to bits before the next is looked at.
/// </summary>
internal sealed class MaskBuilder
{
    private readonly PlaneProjector _projector;
    private readonly IReadOnlyList<MaskTarget> _targets;
    private readonly int _channels;
    private readonly int _slice;
    private readonly int _depth;
    private readonly float[] _line;
    private readonly (short Channel, float Probability)[]? _winners;
    private readonly float[] _between;
    private float[] _last;
    private float[] _current;

    /// <param name="channels">Channels of the slices.</param>
    /// <param name="targets">Which of them become masks.</param>
    public MaskBuilder(VolumeGrid original, PreparedGrid grid, int channels, IReadOnlyList<MaskTarget> targets, MaskMerge merge)
    {
        _projector = new PlaneProjector(original, grid);
        (_channels, _targets) = (channels, targets);
        (_slice, _depth) = (grid.X.Length * grid.Y.Length, grid.Z.Length);
        (_last, _current, _between) = (new float[channels * _slice], new float[channels * _slice], new float[channels * _slice]);
        _line = new float[_projector.Plane.Length];
        _winners = merge == MaskMerge.Argmax ? new (short, float)[_line.Length] : null;
    }

    /// <summary>Where the next finished slice of every channel is to be written, [channels, y, x].</summary>
    public float[] Next
    {
        get
        {
            (_last, _current) = (_current, _last);
            return _current;
        }
    }

    /// <summary>Takes the slice that was written to <see cref="Next"/>, in rising order of z.</summary>
    public void Add(int z)
    {
        if (_depth == 1) Decide(0, _current, _current);
        else if (z > 0) Decide(z - 1, _last, _current);
    }

    private void Decide(int low, float[] lower, float[] upper)
    {
        foreach (var (plane, share) in _projector.Between(low))
        {
            TensorPrimitives.Lerp(lower, upper, share, _between);
            for (var row = 0; row < _projector.Plane.Rows; row++)
            {
                if (_winners is null) Threshold(_between, plane, row);
                else Compete(_between, _winners, plane, row);
            }
        }
    }

    private void Threshold(float[] slices, int plane, int row)
    {
        var (first, last) = _projector.Inside;
        var (origin, stride) = _projector.Place(plane, row);
        foreach (var target in _targets)
        {
            if (!_projector.Row(slices.AsSpan(target.Channel * _slice, _slice), row, target.Threshold, _line)) continue;
            for (var i = first; i <= last; i++)
            {
                if (_line[i] > target.Threshold) target.Set(origin + (i * stride), _line[i]);
            }
        }
    }

    private void Compete(float[] slices, (short Channel, float Probability)[] winners, int plane, int row)
    {
        Array.Fill(winners, ((short)-1, float.NegativeInfinity));
        var (first, last) = _projector.Inside;
        for (short channel = 0; channel < _channels; channel++)
        {
            if (!_projector.Row(slices.AsSpan(channel * _slice, _slice), row, float.NegativeInfinity, _line)) continue;
            for (var i = first; i <= last; i++)
            {
                if (_line[i] > winners[i].Probability) winners[i] = (channel, _line[i]);
            }
        }

        var (origin, stride) = _projector.Place(plane, row);
        foreach (var target in _targets)
        {
            for (var i = first; i <= last; i++)
            {
                if (winners[i].Channel == target.Channel) target.Set(origin + (i * stride), winners[i].Probability);
            }
        }
    }
}

/// <summary>A mask in the making and the mean of the probabilities that made it.</summary>
/// <param name="Channel">Of the slices.</param>
internal sealed record MaskTarget(ModelLabel Label, int Channel, float Threshold, Mask Mask)
{
    private double _probability;
    private long _voxels;

    /// <summary>Mean probability of the mask's voxels; 0 where there are none.</summary>
    public double Score => _voxels > 0 ? _probability / _voxels : 0;

    public void Set(long voxel, float probability)
    {
        Mask[voxel] = true;
        _probability += probability;
        _voxels++;
    }
}
