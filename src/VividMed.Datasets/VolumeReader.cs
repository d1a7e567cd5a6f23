using VividMed.Datasets.Series;
using VividMed.Imaging;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>
/// Reads a CT volume as Hounsfield units, or an MR volume in units of its own, with the geometry that is true of it, whatever the file's header has lost.
/// </summary>
public static class VolumeReader
{
    /// <summary>The stream must hold what the dataset opens for the image, a single-file NIfTI or a DICOM series, and stays open.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or no volume, or the series is not one whole CT.</exception>
    /// <exception cref="DatasetException"><c>no-geometry</c>: neither header nor table say how large a voxel is.</exception>
    public static Volume Read(Stream stream, StudyImage image, Modality modality = Modality.Ct) => Read(stream, image, modality, out _);

    /// <summary>As <see cref="Read(Stream, StudyImage, Modality)"/>.</summary>
    /// <param name="leftOut">Of a DICOM folder the reason of each file that takes no part, such as <c>localizer</c>.</param>
    /// <exception cref="ImageFormatException">As the other.</exception>
    /// <exception cref="DatasetException">As the other.</exception>
    public static Volume Read(Stream stream, StudyImage image, Modality modality, out IReadOnlyList<string> leftOut)
    {
        leftOut = [];
        var format = FormatOf(stream, image, out var content);
        if (modality == Modality.Mr && format == ImageFormat.Dicom) throw new ImageFormatException("not-nifti", $"image {image.Id} holds DICOM, and of MR NIfTI is read: convert the series");
        if (format == ImageFormat.Dicom)
        {
            var series = SeriesImage.Read(content, image);
            leftOut = [.. series.LeftOut.Select(static one => one.Reason)];
            Hounsfield.ReplaceUnmeasured(series.Volume.Voxels);
            return series.Volume;
        }

        if (format is not (ImageFormat.Nifti or ImageFormat.Unknown))
        {
            throw new ImageFormatException("not-nifti", $"image {image.Id} holds {format.ToString().ToUpperInvariant()}, whatever its file is called, and NIfTI is read");
        }

        var read = NiftiFile.Read(content);
        var volume = read.ToVolume();
        if (modality != Modality.Mr) ToHounsfield(volume.Voxels, image.Rescale);
        if (!HasLostGeometry(image, read.AffineSource, read.Warning)) return volume;
        if (image.Geometry is { IsInvertible: true } geometry) return volume with { VoxelToWorld = geometry };
        return image.Rescale is null
            ? volume
            : throw new DatasetException("no-geometry", $"image {image.Id} has lost its geometry, and no table has it");
    }

    /// <summary>How the volume was taken, as its DICOM files say; null of NIfTI, which does not tell.</summary>
    public static ImageAcquisition? AcquisitionOf(Stream stream, StudyImage image) =>
        SeriesImage.IsDicom(image.Path) ? SeriesImage.AcquisitionOf(stream, image) : null;

    /// <summary>
    /// Whether the published file is a NIfTI that says the same as <see cref="Read(Stream, StudyImage, Modality)"/> gives, so that it may be handed on as it is:
    /// to readers, too, that know no units or take the other one of two affines.
    /// </summary>
    public static bool IsFaithful(Stream stream, StudyImage image)
    {
        if (FormatOf(stream, image, out var content) == ImageFormat.Dicom) return false;
        var info = NiftiFile.ReadInfo(content);
        return image.Rescale is null && info.Warning is null && !HasLostGeometry(image, info.AffineSource, info.Warning);
    }

    /// <summary>By its content; a folder of slices comes as a pack of them, which no format begins like.</summary>
    private static ImageFormat FormatOf(Stream stream, StudyImage image, out Stream content)
    {
        content = stream;
        return SeriesImage.IsDicom(image.Path) ? ImageFormat.Dicom : ImageFormats.Of(stream, out content);
    }

    /// <summary>
    /// Raw values of the first release come without any header; a header whose affine is broken is told by the reader's warning.
    /// </summary>
    private static bool HasLostGeometry(StudyImage image, AffineSource source, string? warning) =>
        image.Rescale is not null || (source == AffineSource.VoxelSize && (warning is not null || image.Geometry is not null));

    private static void ToHounsfield(Span<float> voxels, ValueRescale? rescale)
    {
        var (slope, intercept) = rescale is { } table ? ((float)table.Slope, (float)table.Intercept) : (1f, 0f);
        if (rescale is not null)
        {
            for (var i = 0; i < voxels.Length; i++) voxels[i] = (voxels[i] * slope) + intercept;
        }

        Hounsfield.ReplaceUnmeasured(voxels);
    }
}
