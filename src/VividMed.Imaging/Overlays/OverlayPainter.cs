using SkiaSharp;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Overlays;

/// <summary>
/// Pictures for people: an image with its regions and, beside it, the report whose phrases are marked in the same colors. The same input
/// gives the same pixels on every machine, because the fonts come along.
/// </summary>
public static class OverlayPainter
{
    private const int PanelGap = 6;

    /// <summary>
    /// A radiograph with colored, labeled boxes and masks, scaled so that its longer side has <paramref name="longestSide"/> pixels.
    /// </summary>
    public static RgbImage PaintRadiograph(
        GrayImage image, IReadOnlyList<OverlayRegion> regions, OverlayText? report = null, int longestSide = 960)
    {
        var view = new RadiographView(image, regions, longestSide);
        return Compose(view.Width, view.Height, view.Draw, report);
    }

    /// <summary>
    /// A CT as axial, coronal and sagittal planes through the first mask's centroid, in radiological display (the patient's right on the
    /// left) and in the body's proportions, each plane in a square of <paramref name="cell"/> pixels, and a legend; without regions, <paramref name="notes"/> stand in its place.
    /// </summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the volume has no usable geometry.</exception>
    public static RgbImage PaintVolume(
        Volume volume, IReadOnlyList<OverlayRegion> regions, OverlayText? report = null, OverlayWindow? window = null, int cell = 460,
        IReadOnlyList<string>? notes = null)
    {
        var view = new VolumeView(volume, regions, window ?? OverlayWindow.Lung, cell, notes);
        return Compose(view.Size, view.Size, view.Draw, report);
    }

    /// <summary>
    /// Planes of one direction (axial, coronal or sagittal), evenly spaced over the volume, in the body's proportions and radiological
    /// display, on a picture whose longer side has some <paramref name="longestSide"/> pixels. No more planes than the volume has slices.
    /// </summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the volume has no usable geometry.</exception>
    public static RgbImage PaintMontage(
        Volume volume, OverlayPlane plane, OverlayWindow window, string caption, int planes = 20, int longestSide = 1400)
    {
        var montage = new VolumeMontage(
            volume,
            plane switch { OverlayPlane.Coronal => BodyPlane.Coronal, OverlayPlane.Sagittal => BodyPlane.Sagittal, _ => BodyPlane.Axial },
            window, caption, planes, longestSide);
        return Compose(montage.Width, montage.Height, montage.Draw, report: null);
    }

    private static RgbImage Compose(int width, int height, Action<SKCanvas> draw, OverlayText? report)
    {
        var panel = report is null ? null : new ReportPanel(report);
        var totalWidth = width + (panel is null ? 0 : PanelGap + ReportPanel.Width);
        var totalHeight = Math.Max(height, panel?.Height ?? 0);
        using var bitmap = new SKBitmap(new SKImageInfo(totalWidth, totalHeight, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(OverlayStyle.Background);
        draw(canvas);
        panel?.Draw(canvas, SKRect.Create(width + PanelGap, 0, ReportPanel.Width, totalHeight));
        canvas.Flush();
        return ToRgb(bitmap);
    }

    internal static RgbImage ToRgb(SKBitmap bitmap)
    {
        var rgb = new byte[bitmap.Width * bitmap.Height * 3];
        var rgba = bitmap.GetPixelSpan();
        for (var y = 0; y < bitmap.Height; y++)
        {
            var row = rgba.Slice(y * bitmap.RowBytes, bitmap.Width * 4);
            for (var x = 0; x < bitmap.Width; x++) row.Slice(x * 4, 3).CopyTo(rgb.AsSpan(((y * bitmap.Width) + x) * 3));
        }

        return new(bitmap.Width, bitmap.Height, rgb);
    }
}
