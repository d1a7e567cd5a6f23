using System.Numerics.Tensors;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Resampling;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// Brings values from the prepared grid back to the original's, plane by plane and row by row: trilinear, axis by axis. Nothing of the
/// size of the original is ever held but for what the caller keeps.
/// </summary>
internal sealed class PlaneProjector
{
    private readonly PreparedGrid _grid;
    private readonly long[] _strides;
    private readonly AxisTaps _x;
    private readonly AxisTaps _y;
    private readonly AxisTaps _z;
    private readonly float[] _row;

    public PlaneProjector(VolumeGrid original, PreparedGrid grid)
    {
        _grid = grid;
        _strides = [1, original.Width, (long)original.Width * original.Height];
        (_x, _y, _z) = (grid.X.Backward(), grid.Y.Backward(), grid.Z.Backward());
        _row = new float[grid.X.Length];
    }

    /// <summary>Rows of a plane of the original, and voxels in each.</summary>
    public (int Rows, int Length) Plane => (_grid.Y.SourceLength, _grid.X.SourceLength);

    /// <summary>
    /// The planes of the original that lie between the prepared slices <paramref name="low"/> and the next one, with the share of the
    /// latter.
    /// </summary>
    public IEnumerable<(int Plane, float Share)> Between(int low)
    {
        for (var plane = 0; plane < _z.Low.Length; plane++)
        {
            if (_z.Low[plane] == low) yield return (plane, _z.Share[plane]);
        }
    }

    /// <summary>The first and last voxel of every row that lie within the prepared grid; First is beyond Last where none does.</summary>
    public (int First, int Last) Inside
    {
        get
        {
            var first = Array.FindIndex(_x.Low, static low => low >= 0);
            return first < 0 ? (0, -1) : (first, Array.FindLastIndex(_x.Low, static low => low >= 0));
        }
    }

    /// <summary>The linear index in the original of a row's first voxel, and the step from each to the next.</summary>
    public (long Origin, long Stride) Place(int plane, int row) =>
        ((plane * _strides[_grid.Z.SourceAxis]) + (row * _strides[_grid.Y.SourceAxis]), _strides[_grid.X.SourceAxis]);

    /// <summary>
    /// Interpolates one row of the original from a prepared slice; false where the row lies outside, or where none of its values can
    /// exceed <paramref name="limit"/>. Only the part <see cref="Inside"/> is filled.
    /// </summary>
    public bool Row(ReadOnlySpan<float> slice, int row, float limit, Span<float> line)
    {
        if (_y.Low[row] < 0) return false;

        var width = _grid.X.Length;
        var near = slice.Slice(_y.Low[row] * width, width);
        var far = _grid.Y.Length > 1 ? slice.Slice((_y.Low[row] + 1) * width, width) : near;
        if (TensorPrimitives.Max(near) <= limit && TensorPrimitives.Max(far) <= limit) return false;

        TensorPrimitives.Lerp(near, far, _y.Share[row], _row);
        var next = width > 1 ? 1 : 0;
        var (first, last) = Inside;
        for (var i = first; i <= last; i++)
        {
            var at = _x.Low[i];
            line[i] = _row[at] + ((_row[at + next] - _row[at]) * _x.Share[i]);
        }

        return true;
    }
}
