using System.Globalization;
using VividMed.Imaging;

namespace VividMed.Cli;

/// <summary>Makes a picture of an image file.</summary>
internal static class ImagePicture
{
    /// <summary>Hounsfield units reach down to air; other volumes rarely do.</summary>
    private const float CtHasBelow = -500;

    /// <summary>Decodes the file and gives what writes its picture as PNG.</summary>
    public static Action<Stream> Of(string path, RenderOptions options)
    {
        if (ImageName.IsNifti(path)) return OfVolume(path, options);
        using var file = File.OpenRead(path);
        if (ImageName.IsRaster(path))
        {
            var photograph = path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? PngCodec.ReadGray(file) : JpegCodec.ReadGray(file);
            return png => PngCodec.WriteGray8(png, photograph);
        }

        var image = DicomFile.Read(file).DecodeImage();
        var gray = options.Window is { } window ? Windowed(image, window) : RadiographRendering.Render(image, options.Equalise);
        return png => PngCodec.WriteGray8(png, gray);
    }

    private static Action<Stream> OfVolume(string path, RenderOptions options)
    {
        var image = NiftiFile.Read(path);
        var volume = image.ToVolume();
        if (!volume.VoxelToWorld.IsInvertible) throw new ImageFormatException("singular-affine", "the volume has no usable geometry");
        var window = options.Window ?? Suggest(volume.Voxels);
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        var size = string.Create(CultureInfo.InvariantCulture, $"{volume.Width} x {volume.Height} x {volume.Depth} voxels of {dx:0.##} x {dy:0.##} x {dz:0.##} mm");
        var orientation = $"orientation {Orientation.Code(volume.VoxelToWorld)}, from {image.AffineSource.ToString().ToLowerInvariant()}";
        var picture = options.Montage is { } plane
            ? OverlayPainter.PaintMontage(volume, plane, window, string.Create(CultureInfo.InvariantCulture, $"{plane}   {size}   {orientation}   window {window.Low:0.##} to {window.High:0.##}"), options.Slices)
            : OverlayPainter.PaintVolume(volume, [], window: window, notes: [size, orientation, .. image.Warning is null ? Array.Empty<string>() : ["geometry in the header is broken"]]);
        return png => PngCodec.WriteRgb(png, picture);
    }

    private static OverlayWindow Suggest(float[] voxels) => Array.Exists(voxels, value => value < CtHasBelow) ? OverlayWindow.Lung : OverlayWindow.Fit(voxels);

    /// <summary>The first frame, rescaled to its units and cut to a window.</summary>
    private static GrayImage Windowed(DicomImage image, OverlayWindow window)
    {
        var bytes = image.BitsAllocated / 8;
        if (image.SamplesPerPixel != 1 || bytes is not (1 or 2)) throw new ImageFormatException("not-a-radiograph", "a window is for grey images of 8 or 16 bits");
        var gray = new byte[image.Rows * image.Columns];
        var inverted = image.PhotometricInterpretation == "MONOCHROME1";
        for (var i = 0; i < gray.Length; i++)
        {
            int stored = (bytes, image.PixelRepresentation) switch
            {
                (1, 0) => image.Pixels[i],
                (1, _) => (sbyte)image.Pixels[i],
                (_, 0) => BitConverter.ToUInt16(image.Pixels, i * 2),
                _ => BitConverter.ToInt16(image.Pixels, i * 2),
            };
            var shade = window.Shade((float)((stored * image.RescaleSlope) + image.RescaleIntercept));
            gray[i] = inverted ? (byte)(255 - shade) : shade;
        }

        return new GrayImage(image.Columns, image.Rows, gray);
    }
}
