using SkiaSharp;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Overlays;

/// <summary>A volume as axial, coronal and sagittal planes through one point, in the true proportions of the body, with a legend.</summary>
internal sealed class VolumeView
{
    private const int Gap = 6;
    private readonly Volume _volume;
    private readonly IReadOnlyList<OverlayRegion> _regions;
    private readonly OverlayWindow _window;
    private readonly int _cell;
    private readonly IReadOnlyList<string> _notes;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double[] _focus;

    public VolumeView(
        Volume volume, IReadOnlyList<OverlayRegion> regions, OverlayWindow window, int cell, IReadOnlyList<string>? notes = null)
    {
        (_volume, _regions, _window, _cell, _notes) = (volume, regions, window, cell, notes ?? []);
        var extent = new Box(0, 0, 0, volume.Width, volume.Height, volume.Depth).Move(volume.VoxelToWorld);
        (_low, _high) = ([extent.X0 - 0.5, extent.Y0 - 0.5, extent.Z0 - 0.5], [extent.X1 - 0.5, extent.Y1 - 0.5, extent.Z1 - 0.5]);
        _focus = Focus();
    }

    public int Size => (2 * _cell) + Gap;

    public void Draw(SKCanvas canvas)
    {
        var next = _cell + Gap;
        DrawPlane(canvas, BodyPlane.Axial, 0, 0);
        DrawPlane(canvas, BodyPlane.Coronal, next, 0);
        DrawPlane(canvas, BodyPlane.Sagittal, 0, next);
        DrawLegend(canvas, next, next);
    }

    /// <summary>The centroid of the first mask, else the center of the first box, else of the volume, in world millimeters.</summary>
    private double[] Focus()
    {
        var index = _regions.Select(static region => region.Mask?.Centroid()).FirstOrDefault(static centroid => centroid is not null)
            ?? _regions.Where(static region => region.Box is not null)
                .Select(static region => ((double, double, double)?)(region.Box!.Value.CenterX - 0.5, region.Box.Value.CenterY - 0.5, region.Box.Value.CenterZ - 0.5))
                .FirstOrDefault()
            ?? ((_volume.Width - 1) / 2d, (_volume.Height - 1) / 2d, (_volume.Depth - 1) / 2d);
        var (x, y, z) = _volume.VoxelToWorld.Apply(index.Item1, index.Item2, index.Item3);
        return [x, y, z];
    }

    private void DrawPlane(SKCanvas canvas, BodyPlane plane, float left, float top)
    {
        var cell = SKRect.Create(left, top, _cell, _cell);
        using var black = OverlayStyle.Fill(SKColors.Black);
        canvas.DrawRect(cell, black);

        var longest = Math.Max(_high[plane.Across] - _low[plane.Across], _high[plane.Down] - _low[plane.Down]);
        var grid = plane.Grid(_low, _high, _focus, longest / _cell);
        var frame = SKRect.Create(left + ((_cell - grid.Width) / 2), top + ((_cell - grid.Height) / 2), grid.Width, grid.Height);
        Paint(grid).Draw(canvas, frame.Left, frame.Top);
        DrawCrosshair(canvas, grid, frame);

        var boxes = new List<(OverlayRegion, SKRect)>();
        foreach (var region in _regions.Where(static region => region.Box is not null))
        {
            var shown = _volume.Grid.Move(region.Box!.Value, grid);
            if (shown.Z0 > 0.5 || shown.Z1 < 0.5) continue;
            boxes.Add((region, new(frame.Left + (float)shown.X0, frame.Top + (float)shown.Y0, frame.Left + (float)shown.X1, frame.Top + (float)shown.Y1)));
        }

        new LabeledBoxes(canvas, frame).Draw(boxes, labels: false);

        DrawMarks(canvas, plane, cell);
    }

    private Picture Paint(VolumeGrid grid)
    {
        var slice = new float[grid.Width * grid.Height];
        SliceSampler.Create(_volume, grid, Interpolation.Trilinear).Fill(0, slice);
        var picture = new Picture(grid.Width, grid.Height, Array.ConvertAll(slice, _window.Shade));
        // The first regions lie on top: they are what the planes are cut through.
        foreach (var region in _regions.Reverse())
        {
            if (region.Mask is not null) picture.Lay(VolumeResampler.Resample(region.Mask, _volume.VoxelToWorld, grid), region.Color);
        }

        return picture;
    }

    private void DrawCrosshair(SKCanvas canvas, VolumeGrid grid, SKRect frame)
    {
        var (x, y, _) = grid.VoxelToWorld.Inverse().Apply(_focus[0], _focus[1], _focus[2]);
        var (across, down) = (frame.Left + (float)x + 0.5f, frame.Top + (float)y + 0.5f);
        using var pen = OverlayStyle.Pen(new SKColor(255, 255, 255, 70), 1);
        using var dash = SKPathEffect.CreateDash([4, 5], 0);
        pen.PathEffect = dash;
        canvas.DrawLine(frame.Left, down, frame.Right, down, pen);
        canvas.DrawLine(across, frame.Top, across, frame.Bottom, pen);
    }

    private static void DrawMarks(SKCanvas canvas, BodyPlane plane, SKRect cell)
    {
        using var font = OverlayStyle.Font(15, bold: true);
        using var small = OverlayStyle.Font(13);
        var middle = font.Size * 0.36f;
        OverlayStyle.Outlined(canvas, plane.Left, cell.Left + 14, cell.MidY + middle, font);
        OverlayStyle.Outlined(canvas, plane.Right, cell.Right - 14, cell.MidY + middle, font);
        OverlayStyle.Outlined(canvas, plane.Top, cell.MidX, cell.Top + 20, font);
        OverlayStyle.Outlined(canvas, plane.Bottom, cell.MidX, cell.Bottom - 10, font);
        OverlayStyle.Outlined(canvas, plane.Name, cell.Left + 12 + (small.MeasureText(plane.Name) / 2), cell.Top + 22, small);
    }

    private void DrawLegend(SKCanvas canvas, float left, float top)
    {
        using var background = OverlayStyle.Fill(OverlayStyle.Panel);
        using var font = OverlayStyle.Font(15);
        using var heading = OverlayStyle.Font(13, bold: true);
        using var faint = OverlayStyle.Fill(OverlayStyle.Faint);
        using var ink = OverlayStyle.Fill(OverlayStyle.Text);
        canvas.DrawRect(SKRect.Create(left, top, _cell, _cell), background);
        canvas.DrawText(
            _regions.Count == 0 && _notes.Count > 0 ? "VOLUME" : "REGIONS", left + 24, top + 36, SKTextAlign.Left, heading, faint);
        if (_regions.Count == 0)
        {
            for (var i = 0; i < _notes.Count; i++) canvas.DrawText(_notes[i], left + 24, top + 66 + (26 * i), SKTextAlign.Left, font, ink);
        }

        var shown = Math.Min(_regions.Count, (_cell - 110) / 28);
        for (var i = 0; i < shown; i++) DrawLegendEntry(canvas, _regions[i], left + 24, top + 66 + (28 * i), font, ink);
        if (shown < _regions.Count)
        {
            canvas.DrawText($"and {_regions.Count - shown} more", left + 50, top + 66 + (28 * shown), SKTextAlign.Left, font, faint);
        }

        canvas.DrawText($"Window {_window.Low:0} to {_window.High:0} HU", left + 24, top + _cell - 22, SKTextAlign.Left, font, faint);
    }

    private static void DrawLegendEntry(SKCanvas canvas, OverlayRegion region, float left, float baseline, SKFont font, SKPaint ink)
    {
        var swatch = SKRect.Create(left, baseline - 12, 16, 14);
        using var fill = OverlayStyle.Fill(region.Color.ToSkia(region.Dashed ? (byte)40 : (byte)150));
        using var pen = OverlayStyle.Pen(region.Color.ToSkia(), 1.75f);
        using var dash = SKPathEffect.CreateDash([4, 3], 0);
        if (region.Dashed) pen.PathEffect = dash;
        canvas.DrawRoundRect(swatch, 3, 3, fill);
        canvas.DrawRoundRect(swatch, 3, 3, pen);
        canvas.DrawText(region.Label, left + 26, baseline, SKTextAlign.Left, font, ink);
    }
}
