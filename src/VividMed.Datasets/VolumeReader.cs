using VividMed.Imaging;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;

namespace VividMed.Datasets;

/// <summary>Reads a CT volume as Hounsfield units with the geometry that is true of it, whatever the file's header has lost.</summary>
public static class VolumeReader
{
    /// <summary>The stream must hold a single-file NIfTI and stays open.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or no volume.</exception>
    /// <exception cref="DatasetException"><c>no-geometry</c>: neither header nor table say how large a voxel is.</exception>
    public static Volume Read(Stream stream, StudyImage image)
    {
        var format = ImageFormats.Of(stream, out var content);
        if (format is not (ImageFormat.Nifti or ImageFormat.Unknown))
        {
            throw new ImageFormatException("not-nifti", $"image {image.Id} holds {format.ToString().ToUpperInvariant()}, whatever its file is called, and NIfTI is read");
        }

        var read = NiftiFile.Read(content);
        var volume = read.ToVolume();
        ToHounsfield(volume.Voxels, image.Rescale);
        if (!HasLostGeometry(image, read.AffineSource, read.Warning)) return volume;
        if (image.Geometry is { IsInvertible: true } geometry) return volume with { VoxelToWorld = geometry };
        return image.Rescale is null
            ? volume
            : throw new DatasetException("no-geometry", $"image {image.Id} has lost its geometry, and no table has it");
    }

    /// <summary>
    /// Whether the published file says the same as <see cref="Read"/> gives, so that it may be handed on as it is: to readers, too, that
    /// know no units or take the other one of two affines. The stream must hold a single-file NIfTI.
    /// </summary>
    public static bool IsFaithful(Stream stream, StudyImage image)
    {
        var info = NiftiFile.ReadInfo(stream);
        return image.Rescale is null && info.Warning is null && !HasLostGeometry(image, info.AffineSource, info.Warning);
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
