using VividMed.Imaging.Geometry;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Resampling;

namespace VividMed.Dashboard.Samples;

/// <summary>
/// How one plane of a stored volume is shown: radiologically, the patient's right on the left, anterior or superior on top; slices are counted
/// from inferior, posterior and left. Nothing is interpolated: every pixel is a stored voxel.
/// </summary>
internal sealed class PlaneGeometry
{
    private readonly PlaneAxis _column;
    private readonly PlaneAxis _row;
    private readonly PlaneAxis _slice;
    private readonly Reorientation _ras;
    private readonly int[] _axes;

    /// <param name="grid">Of the stored volume; one that points nowhere is shown as it is stored.</param>
    public PlaneGeometry(VolumeGrid grid, OverlayPlane plane)
    {
        _ras = Reorientation.ToRas(grid.VoxelToWorld.IsInvertible ? grid : grid with { VoxelToWorld = Affine.Identity });
        _axes = plane switch { OverlayPlane.Coronal => [0, 2, 1], OverlayPlane.Sagittal => [1, 2, 0], _ => [0, 1, 2] };
        var spacing = _ras.Target.VoxelToWorld.Spacing;
        double[] steps = [spacing.I, spacing.J, spacing.K];
        (_column, _row, _slice) = (AxisOf(_axes[0], mirrored: true), AxisOf(_axes[1], mirrored: true), AxisOf(_axes[2], mirrored: false));
        (PixelWidth, PixelHeight) = (steps[_axes[0]], steps[_axes[1]]);
    }

    /// <summary>Pixels of a slice.</summary>
    public int Width => _column.Length;

    public int Height => _row.Length;

    public int Slices => _slice.Length;

    /// <summary>Millimeters.</summary>
    public double PixelWidth { get; }

    public double PixelHeight { get; }

    /// <summary>The stored axis, 0 to 2, and direction of columns, rows and slices.</summary>
    public PlaneAxis Column => _column;

    public PlaneAxis Row => _row;

    public PlaneAxis Slice => _slice;

    /// <summary>A box of stored voxels on the plane: columns, rows and slices, ends exclusive.</summary>
    public PlaneBox Show(Box box)
    {
        var moved = _ras.Apply(box);
        (double Low, double High)[] spans = [(moved.X0, moved.X1), (moved.Y0, moved.Y1), (moved.Z0, moved.Z1)];
        var (column, row, slice) = (spans[_axes[0]], spans[_axes[1]], spans[_axes[2]]);
        return new PlaneBox(Width - column.High, Height - row.High, Width - column.Low, Height - row.Low, slice.Low, slice.High);
    }

    /// <summary>The way back of <see cref="Show"/>.</summary>
    public Box Store(PlaneBox shown)
    {
        var spans = new (double Low, double High)[3];
        spans[_axes[0]] = (Width - shown.Right, Width - shown.Left);
        spans[_axes[1]] = (Height - shown.Bottom, Height - shown.Top);
        spans[_axes[2]] = (shown.First, shown.Last);
        return _ras.Back(new Box(spans[0].Low, spans[1].Low, spans[2].Low, spans[0].High, spans[1].High, spans[2].High));
    }

    /// <summary>Follows one axis of the body to the stored one, by where a voxel at its low end and its neighbor are stored.</summary>
    private PlaneAxis AxisOf(int body, bool mirrored)
    {
        var (from, to) = (Stored(body, 0), Stored(body, 1));
        var axis = Enumerable.Range(0, from.Length).First(candidate => from[candidate] != to[candidate]);
        int[] lengths = [_ras.Source.Width, _ras.Source.Height, _ras.Source.Depth];
        var flipped = to[axis] < from[axis];
        return new PlaneAxis(axis, lengths[axis], flipped != mirrored);
    }

    private int[] Stored(int body, int at)
    {
        double[] low = [0, 0, 0];
        low[body] = at;
        var box = _ras.Back(new Box(low[0], low[1], low[2], low[0] + 1, low[1] + 1, low[2] + 1));
        return [(int)Math.Round(box.X0), (int)Math.Round(box.Y0), (int)Math.Round(box.Z0)];
    }
}

/// <summary>A stored axis as it is shown.</summary>
/// <param name="Stored">0 to 2.</param>
internal readonly record struct PlaneAxis(int Stored, int Length, bool Reversed)
{
    /// <summary>From what is shown to what is stored, and back.</summary>
    public int Turn(int at) => Reversed ? Length - 1 - at : at;
}

/// <summary>A box on a plane in its pixels, and the slices that it reaches through; right, bottom and last are exclusive.</summary>
public readonly record struct PlaneBox(double Left, double Top, double Right, double Bottom, double First, double Last)
{
    public int Middle => (int)Math.Floor((First + Last) / 2);
}
