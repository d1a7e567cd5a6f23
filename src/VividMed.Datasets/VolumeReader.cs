using System.Numerics;
using System.Runtime.InteropServices;
using VividMed.Datasets.Series;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Datasets;

/// <summary>Reads a CT volume as Hounsfield units with the geometry that is true of it, whatever the file's header has lost.</summary>
public static class VolumeReader
{
    /// <summary>
    /// Air. CT-RATE pads outside the field of view with -8192, which would spoil every minimum, percentile and interpolation at the border:
    /// whatever is below becomes air.
    /// </summary>
    private const float Air = -1024;

    /// <summary>The stream must hold what the dataset opens for the image, a single-file NIfTI or a DICOM series, and stays open.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or no volume, or the series is not one whole CT.</exception>
    /// <exception cref="DatasetException"><c>no-geometry</c>: neither header nor table say how large a voxel is.</exception>
    public static Volume Read(Stream stream, StudyImage image) => Read(stream, image, out _);

    /// <summary>As <see cref="Read(Stream, StudyImage)"/>.</summary>
    /// <param name="leftOut">Of a DICOM folder the reason of each file that takes no part, such as <c>localizer</c>.</param>
    /// <exception cref="ImageFormatException">As the other.</exception>
    /// <exception cref="DatasetException">As the other.</exception>
    public static Volume Read(Stream stream, StudyImage image, out IReadOnlyList<string> leftOut)
    {
        leftOut = [];
        if (SeriesImage.IsDicom(image.Path))
        {
            var series = SeriesImage.Read(stream, image);
            leftOut = [.. series.LeftOut.Select(static one => one.Reason)];
            ToHounsfield(series.Volume.Voxels, rescale: null);
            return series.Volume;
        }

        var read = NiftiFile.Read(stream);
        var volume = read.ToVolume();
        ToHounsfield(volume.Voxels, image.Rescale);
        if (!HasLostGeometry(image, read.AffineSource, read.Warning)) return volume;
        if (image.Geometry is { IsInvertible: true } geometry) return volume with { VoxelToWorld = geometry };
        return image.Rescale is null
            ? volume
            : throw new DatasetException("no-geometry", $"image {image.Id} has lost its geometry, and no table has it");
    }

    /// <summary>
    /// Whether the published file is a NIfTI that says the same as <see cref="Read(Stream, StudyImage)"/> gives, so that it may be handed on as it is.
    /// </summary>
    public static bool IsFaithful(Stream stream, StudyImage image)
    {
        if (SeriesImage.IsDicom(image.Path)) return false;
        var info = NiftiFile.ReadInfo(stream);
        return image.Rescale is null && !HasLostGeometry(image, info.AffineSource, info.Warning);
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

        var vectors = MemoryMarshal.Cast<float, Vector<float>>(voxels);
        var air = new Vector<float>(Air);
        for (var i = 0; i < vectors.Length; i++) vectors[i] = Vector.Max(vectors[i], air);
        for (var i = vectors.Length * Vector<float>.Count; i < voxels.Length; i++) voxels[i] = MathF.Max(voxels[i], Air);
    }
}
