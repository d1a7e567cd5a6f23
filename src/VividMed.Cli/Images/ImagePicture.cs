using System.Globalization;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;

namespace VividMed.Cli.Images;

/// <summary>Makes a picture of an image file.</summary>
internal static class ImagePicture
{
    /// <summary>Hounsfield units reach down to air; other volumes rarely do.</summary>
    private const float CtHasBelow = -500;

    private static readonly string?[] Slices = ["CT", "MR", "PT", "NM", "US", "RTDOSE", "SEG"];

    /// <summary>Decodes the file and gives what writes its picture as PNG.</summary>
    public static Action<Stream> Of(string path, PictureOptions options)
    {
        var format = ImageFile.FormatOf(path);
        if (format == ImageFormat.Nifti) return OfVolume(path, options);
        using var file = File.OpenRead(path);
        if (format is ImageFormat.Png or ImageFormat.Jpeg)
        {
            var photograph = format == ImageFormat.Png ? PngCodec.ReadGray(file) : JpegCodec.ReadGray(file);
            return png => PngCodec.WriteGray8(png, photograph);
        }

        return OfDicom(DicomFile.Read(file), options);
    }

    /// <summary>One frame. Radiographs as they were published, slices and whatever has color as a viewer shows them.</summary>
    private static Action<Stream> OfDicom(DicomFile file, PictureOptions options)
    {
        var image = file.DecodeFrame(options.Frame - 1);
        var display = DicomDisplay.Read(file.Dataset);
        if (!image.PhotometricInterpretation.StartsWith("MONOCHROME", StringComparison.Ordinal))
        {
            var color = DisplayRendering.Render(image, display);
            return png => PngCodec.WriteRgb(png, color);
        }

        var window = options.Window is { } wanted
            ? new DicomWindow((wanted.Low + wanted.High) / 2, wanted.High - wanted.Low, WindowFunction.LinearExact)
            : null;
        var published = window is null && image.BitsAllocated is (8 or 16) && !Slices.Contains(file.Dataset.GetString(DicomTags.Modality));
        var gray = published
            ? RadiographRendering.Render(image, options.Equalize)
            : DisplayRendering.RenderGray(image, display, frame: 0, window);
        return png => PngCodec.WriteGray8(png, gray);
    }

    private static Action<Stream> OfVolume(string path, PictureOptions options)
    {
        var image = NiftiFile.Read(path);
        var volume = FirstVolume(image);
        if (!volume.VoxelToWorld.IsInvertible) throw new ImageFormatException("singular-affine", "the volume has no usable geometry");
        var window = options.Window ?? Suggest(volume.Voxels);
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"{volume.Width} x {volume.Height} x {volume.Depth} voxels of {dx:0.##} x {dy:0.##} x {dz:0.##} mm");
        var orientation = $"orientation {AxisCodes.Of(volume.VoxelToWorld)}, from {image.AffineSource.ToString().ToLowerInvariant()}";
        var picture = options.Montage is { } plane
            ? OverlayPainter.PaintMontage(
                volume, plane, window,
                string.Create(CultureInfo.InvariantCulture, $"{plane}   {size}   {orientation}   window {window.Low:0.##} to {window.High:0.##}"), options.Slices)
            : OverlayPainter.PaintVolume(
                volume, [], window: window,
                notes: [size, orientation, .. image.Warning is null ? Array.Empty<string>() : ["the header's geometry is odd: see image info"]]);
        return png => PngCodec.WriteRgb(png, picture);
    }

    /// <summary>Of a time series, its first volume.</summary>
    public static Volume FirstVolume(NiftiImage image)
    {
        if (image.Shape.Skip(3).All(static length => length == 1)) return image.ToVolume();
        int[] shape = [.. image.Shape.Take(3)];
        return (image with { Shape = shape, Values = image.Values[..(shape[0] * shape[1] * shape[2])] }).ToVolume();
    }

    /// <summary>The lung's window where there is air, else what the values span.</summary>
    public static OverlayWindow Suggest(float[] voxels) =>
        Array.Exists(voxels, value => value < CtHasBelow) ? OverlayWindow.Lung : OverlayWindow.Fit(voxels);
}

/// <summary>
/// How a picture is made. No window: radiographs as MIMIC-CXR-JPG renders them, volumes as their values suggest. No montage: three planes.
/// </summary>
/// <param name="Frame">Of a DICOM file with several frames, counted from 1.</param>
internal sealed record PictureOptions(OverlayWindow? Window, OverlayPlane? Montage, int Slices, bool Equalize, int Frame = 1);
