using SkiaSharp;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Resampling;

namespace VividMed.Imaging.Overlays;

/// <summary>A radiograph at display size with its regions.</summary>
internal sealed class RadiographView(GrayImage image, IReadOnlyList<OverlayRegion> regions, int longestSide)
{
    private readonly double _pixelSize = (double)Math.Max(image.Width, image.Height) / longestSide;

    public int Width => Math.Max(1, (int)Math.Round(image.Width / _pixelSize));

    public int Height => Math.Max(1, (int)Math.Round(image.Height / _pixelSize));

    public void Draw(SKCanvas canvas)
    {
        var source = new VolumeGrid(image.Width, image.Height, 1, Affine.Identity);
        var (dx, dy) = ((double)image.Width / Width, (double)image.Height / Height);
        var display = new VolumeGrid(Width, Height, 1, Affine.Scale(dx, dy, 1, (dx - 1) / 2, (dy - 1) / 2));
        var picture = new Picture(Width, Height, ImageResizer.Resize(image, Width, Height).Pixels);
        foreach (var region in regions)
        {
            if (region.Mask is not null) picture.Lay(VolumeResampler.Resample(region.Mask, source.VoxelToWorld, display), region.Color);
        }

        picture.Draw(canvas, 0, 0);
        var boxes = new List<(OverlayRegion, SKRect)>();
        foreach (var region in regions)
        {
            if ((region.Box ?? region.Mask?.Bounds()) is not { } box) continue;
            var shown = source.Move(box, display);
            boxes.Add((region, new((float)shown.X0, (float)shown.Y0, (float)shown.X1, (float)shown.Y1)));
        }

        new LabeledBoxes(canvas, SKRect.Create(Width, Height)).Draw(boxes, labels: true);
    }
}
