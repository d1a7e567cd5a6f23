using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Overlays;

namespace VividMed.Dashboard.Samples;

/// <summary>One image of a sample as its page shows it: planes (one of a flat picture, three of a volume) with the regions on them.</summary>
/// <param name="Image">Its place in the sample.</param>
public sealed record ImageView(int Image, bool IsVolume, IReadOnlyList<PlaneView> Planes)
{
    private static readonly OverlayPlane[] All = [OverlayPlane.Axial, OverlayPlane.Coronal, OverlayPlane.Sagittal];

    /// <param name="regions">Those to be shown, each with the number by which phrases name it; of other images too.</param>
    public static ImageView Of(SampleImage image, int number, IReadOnlyList<ShownRegion> regions)
    {
        var own = regions.Where(shown => shown.Region.Image == number).ToList();
        var volume = image.Depth > 1;
        return new ImageView(number, volume, [.. (volume ? All : [OverlayPlane.Axial]).Select(plane => PlaneView.Of(GeometryOf(image, plane), plane, own))]);
    }

    /// <summary>How a plane of the image is shown.</summary>
    internal static PlaneGeometry GeometryOf(SampleImage image, OverlayPlane plane) => image.Depth > 1
        ? new PlaneGeometry(GridOf(image), plane)
        : new PlaneGeometry(new VolumeGrid(image.Width, image.Height, 1, Flat(image.SpacingMm)), OverlayPlane.Axial);

    internal static VolumeGrid GridOf(SampleImage image) => new(image.Width, image.Height, image.Depth, image.Affine ?? Affine.Identity);

    /// <summary>A picture is stored as it is to be seen; whatever affine came with it is not asked.</summary>
    private static Affine Flat(double[]? spacing) =>
        spacing is [> 0 and var x, > 0 and var y, ..] ? Affine.Scale(-x, -y, 1) : Affine.Scale(-1, -1, 1);
}

/// <summary>A region, and the number by which phrases and colors name it.</summary>
public sealed record ShownRegion(int Number, Region Region, string Title);

/// <summary>One plane: its pixels and proportions, the slice to begin with, and where each region lies.</summary>
/// <param name="Aspect">Width by height in millimeters.</param>
public sealed record PlaneView(OverlayPlane Plane, int Width, int Height, int Slices, int First, double Aspect, IReadOnlyList<PlaneRegion> Regions)
{
    /// <summary>Such as <c>axial</c>, as in an address.</summary>
    public string Name => Plane.ToString().ToLowerInvariant();

    internal static PlaneView Of(PlaneGeometry plane, OverlayPlane name, IReadOnlyList<ShownRegion> regions)
    {
        var shown = regions.Select(region => (region, Box: plane.Show(region.Region.Box))).ToList();
        var first = shown.Count == 0 ? plane.Slices / 2 : Math.Clamp(shown.MinBy(static one => one.region.Region.Box.Volume).Box.Middle, 0, plane.Slices - 1);
        return new PlaneView(
            name, plane.Width, plane.Height, plane.Slices, first, plane.Width * plane.PixelWidth / (plane.Height * plane.PixelHeight),
            [.. shown.Select(one => new PlaneRegion(one.region, one.Box, one.region.Region.Mask is { } mask ? MaskPath.Of(mask, plane, first) : ""))]);
    }
}

/// <summary>A region on a plane: its box, and its mask's path in the slice to begin with; empty without a mask there.</summary>
public sealed record PlaneRegion(ShownRegion Shown, PlaneBox Box, string Path);
