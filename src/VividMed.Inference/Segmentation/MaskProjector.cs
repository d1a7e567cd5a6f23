using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>
/// Brings the probabilities of one prompt back to the original grid, slice by slice as they are finished: trilinear between
/// two neighbouring slices, then the threshold. Outside the prepared grid nothing is set.
/// </summary>
internal sealed class MaskProjector
{
    private readonly PreparedGrid _grid;
    private readonly float _threshold;
    private readonly long[] _strides;
    private readonly (int[] Low, float[] Share) _x;
    private readonly (int[] Low, float[] Share) _y;
    private readonly (int[] Low, float[] Share) _z;
    private readonly float[] _between;
    private float[] _last;
    private float[] _current;
    private double _probability;
    private long _voxels;

    public MaskProjector(Volume original, PreparedGrid grid, double threshold)
    {
        _grid = grid;
        _threshold = (float)threshold;
        _strides = [1, original.Width, (long)original.Width * original.Height];
        (_x, _y, _z) = (grid.X.Backward(), grid.Y.Backward(), grid.Z.Backward());
        var slice = grid.X.Length * grid.Y.Length;
        (_last, _current, _between) = (new float[slice], new float[slice], new float[slice]);
        Mask = new Mask(original.Width, original.Height, original.Depth);
    }

    public Mask Mask { get; }

    public double Score => _voxels > 0 ? _probability / _voxels : 0;

    /// <summary>Takes the finished slices in rising order of z.</summary>
    public void Add(int z, SlabAccumulator slab)
    {
        (_last, _current) = (_current, _last);
        slab.Finish(z, _current);
        if (_grid.Z.Length == 1) ProjectBetween(0, _current, _current);
        else if (z > 0) ProjectBetween(z - 1, _last, _current);
    }

    private void ProjectBetween(int low, float[] lower, float[] upper)
    {
        for (var k = 0; k < _z.Low.Length; k++)
        {
            if (_z.Low[k] != low) continue;
            System.Numerics.Tensors.TensorPrimitives.Lerp(lower, upper, _z.Share[k], _between);
            ProjectPlane(k * _strides[_grid.Z.SourceAxis]);
        }
    }

    private void ProjectPlane(long origin)
    {
        var (strideX, strideY) = (_strides[_grid.X.SourceAxis], _strides[_grid.Y.SourceAxis]);
        var width = _grid.X.Length;
        var (nextX, nextY) = (width > 1 ? 1 : 0, _grid.Y.Length > 1 ? width : 0);
        for (var j = 0; j < _y.Low.Length; j++)
        {
            if (_y.Low[j] < 0) continue;
            var row = _y.Low[j] * width;
            var v = _y.Share[j];
            for (var i = 0; i < _x.Low.Length; i++)
            {
                if (_x.Low[i] < 0) continue;
                var (at, u) = (row + _x.Low[i], _x.Share[i]);
                var near = _between[at] + ((_between[at + nextX] - _between[at]) * u);
                var far = _between[at + nextY] + ((_between[at + nextY + nextX] - _between[at + nextY]) * u);
                var probability = near + ((far - near) * v);
                if (probability <= _threshold) continue;
                Mask[origin + (j * strideY) + (i * strideX)] = true;
                _probability += probability;
                _voxels++;
            }
        }
    }
}
