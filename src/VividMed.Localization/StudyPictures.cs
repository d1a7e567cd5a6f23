using System.Globalization;
using System.Security.Cryptography;
using VividMed.Datasets;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Localization;

/// <summary>Reads a study's images as the models and the shards want them.</summary>
internal static class StudyPictures
{
    /// <summary>The 8-bit rendering of a radiograph: a DICOM file rendered as MIMIC-CXR-JPG was, or a JPEG or PNG as it is.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    public static RadiographPicture Radiograph(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        switch (Path.GetExtension(image.Path).ToLowerInvariant())
        {
            case ".jpg" or ".jpeg":
                return new RadiographPicture(JpegCodec.ReadGray(file), SpacingMm: null, Affine: null);
            case ".png":
                return new RadiographPicture(PngCodec.ReadGray(file), SpacingMm: null, Affine: null);
        }

        var dicom = DicomFile.Read(file);
        var spacing = Spacing(dicom.Dataset);
        return new RadiographPicture(
            RadiographRendering.Render(dicom.DecodeImage()),
            spacing is { } known ? [known.X, known.Y, 1] : null,
            RadiographGeometry.Of(dicom.Dataset.GetStrings(DicomTags.PatientOrientation), spacing ?? (1, 1)));
    }

    /// <summary>A CT volume in Hounsfield units.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    public static Volume Volume(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        return VolumeReader.Read(file, image);
    }

    /// <summary>Whether the volume's file may be handed on as it is.</summary>
    public static bool IsStoredAsPublished(IDataset dataset, StudyImage image)
    {
        if (!image.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return false;
        using var file = dataset.OpenImage(image);
        return VolumeReader.IsFaithful(file, image);
    }

    /// <summary>A volume as compressed NIfTI: int16 where that holds every value, else float32.</summary>
    public static byte[] Encode(Volume volume)
    {
        using var content = new MemoryStream();
        if (Array.TrueForAll(volume.Voxels, static value => value == (short)value))
        {
            NiftiWriter.Write(
                content, Array.ConvertAll(volume.Voxels, static value => (short)value), volume.Width, volume.Height, volume.Depth,
                volume.VoxelToWorld);
        }
        else
        {
            NiftiWriter.Write(content, volume);
        }

        return content.ToArray();
    }

    /// <summary>Millimeters along a row and down a column; the file has them the other way round.</summary>
    private static (double X, double Y)? Spacing(DicomDataset dataset) =>
        dataset.GetStrings(DicomTags.ImagerPixelSpacing) is [var down, var across]
            && double.TryParse(across, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && double.TryParse(down, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            && x is > 0 and < 100 && y is > 0 and < 100
            ? (x, y)
            : null;

    /// <summary>SHA-256 of the file as the dataset holds it.</summary>
    public static async Task<string> DigestAsync(IDataset dataset, StudyImage image, CancellationToken cancellationToken)
    {
        await using var file = dataset.OpenImage(image);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}

/// <summary>
/// A radiograph as rendered, with what its file says of its geometry: millimeters a pixel in the detector's plane, and an affine where left
/// and right are not where they usually are.
/// </summary>
internal sealed record RadiographPicture(GrayImage Picture, double[]? SpacingMm, Affine? Affine);
