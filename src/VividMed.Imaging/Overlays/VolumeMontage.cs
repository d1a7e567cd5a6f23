using System.Globalization;
using SkiaSharp;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Overlays;

/// <summary>
/// Planes of one direction side by side, evenly spaced from one end of the volume to the other, in the body's proportions and in
/// radiological display; each with its position in millimeters, the first with the letters of its sides.
/// </summary>
internal sealed class VolumeMontage
{
    private const int Gap = 3;
    private const int Footer = 34;
    private readonly Volume _volume;
    private readonly BodyPlane _plane;
    private readonly OverlayWindow _window;
    private readonly string _caption;
    private readonly int _count;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double _pixel;
    private readonly int _columns;
    private readonly (int Width, int Height) _cell;

    public VolumeMontage(Volume volume, BodyPlane plane, OverlayWindow window, string caption, int count, int longestSide)
    {
        if (!volume.VoxelToWorld.IsInvertible) throw new ImageFormatException("singular-affine", "The volume's affine is not invertible.");
        (_volume, _plane, _window, _caption) = (volume, plane, window, caption);
        var extent = new Box(0, 0, 0, volume.Width, volume.Height, volume.Depth).Move(volume.VoxelToWorld);
        (_low, _high) = ([extent.X0 - 0.5, extent.Y0 - 0.5, extent.Z0 - 0.5], [extent.X1 - 0.5, extent.Y1 - 0.5, extent.Z1 - 0.5]);
        _count = Math.Clamp(count, 1, Math.Max(1, (int)(Extent(plane.Normal) / Step(volume, plane.Normal) + 0.5)));
        var (across, down) = (Extent(plane.Across), Extent(plane.Down));
        _columns = Columns(_count, across / down);
        _pixel = Math.Max(across * _columns, down * Rows) / longestSide;
        var grid = plane.Grid(_low, _high, Center(0), _pixel);
        _cell = (grid.Width, grid.Height);
    }

    public int Width => (_columns * (_cell.Width + Gap)) - Gap;

    public int Height => (Rows * (_cell.Height + Gap)) + Footer;

    private int Rows => (_count + _columns - 1) / _columns;

    public void Draw(SKCanvas canvas)
    {
        for (var number = 0; number < _count; number++)
        {
            var (left, top) = (number % _columns * (_cell.Width + Gap), number / _columns * (_cell.Height + Gap));
            var center = Center(number);
            var grid = _plane.Grid(_low, _high, center, _pixel);
            var slice = new float[grid.Width * grid.Height];
            SliceSampler.Create(_volume, grid, Interpolation.Trilinear).Fill(0, slice);
            new Picture(grid.Width, grid.Height, Array.ConvertAll(slice, _window.Shade)).Draw(canvas, left, top);
            using var small = OverlayStyle.Font(12);
            OverlayStyle.Outlined(
                canvas, string.Create(CultureInfo.InvariantCulture, $"{center[_plane.Normal]:0} mm"), left + 6, top + 16, small,
                SKTextAlign.Left);
            if (number == 0) DrawLetters(canvas, left, top);
        }

        using var font = OverlayStyle.Font(14);
        using var ink = OverlayStyle.Fill(OverlayStyle.Faint);
        canvas.DrawText(_caption, 10, Height - 12, SKTextAlign.Left, font, ink);
    }

    private void DrawLetters(SKCanvas canvas, int left, int top)
    {
        using var font = OverlayStyle.Font(14, bold: true);
        var (middle, center) = (top + (_cell.Height / 2f) + 5, left + (_cell.Width / 2f));
        OverlayStyle.Outlined(canvas, _plane.Left, left + 10, middle, font);
        OverlayStyle.Outlined(canvas, _plane.Right, left + _cell.Width - 10, middle, font);
        OverlayStyle.Outlined(canvas, _plane.Top, center, top + 17, font);
        OverlayStyle.Outlined(canvas, _plane.Bottom, center, top + _cell.Height - 8, font);
    }

    /// <summary>From the end that is read first: superior, anterior, the patient's right.</summary>
    private double[] Center(int number)
    {
        var share = (number + 0.5) / _count;
        double[] center = [(_low[0] + _high[0]) / 2, (_low[1] + _high[1]) / 2, (_low[2] + _high[2]) / 2];
        center[_plane.Normal] = _high[_plane.Normal] - (share * Extent(_plane.Normal));
        return center;
    }

    /// <summary>The number of columns that makes the picture a little wider than high and leaves few places empty.</summary>
    private static int Columns(int count, double cellAspect)
    {
        const double wanted = 1.25;
        return Enumerable.Range(1, count).MinBy(columns =>
        {
            var rows = (count + columns - 1) / columns;
            var empty = (double)((rows * columns) - count) / (rows * columns);
            return Math.Abs(Math.Log(columns * cellAspect / rows / wanted)) + (2 * empty);
        });
    }

    private double Extent(int axis) => _high[axis] - _low[axis];

    /// <summary>The smallest distance between voxels along a world axis: more planes than that would show nothing new.</summary>
    private static double Step(Volume volume, int axis)
    {
        var a = volume.VoxelToWorld;
        double[] steps = axis switch { 0 => [a.Xi, a.Xj, a.Xk], 1 => [a.Yi, a.Yj, a.Yk], _ => [a.Zi, a.Zj, a.Zk] };
        return Math.Max(1e-3, steps.Max(Math.Abs));
    }
}
