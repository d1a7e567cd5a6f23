using System.Globalization;
using VividMed.Datasets;
using VividMed.Datasets.Admission;
using VividMed.Grounding.Anatomy;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>Makes of a study's files what the models see and what the shards hold.</summary>
internal static class StudyPictures
{
    /// <summary>The 8-bit rendering of a radiograph: a DICOM file rendered as MIMIC-CXR-JPG was, or a JPEG or PNG as it is.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    /// <exception cref="DatasetException">It is no chest radiograph, shows nothing, or has writing in it.</exception>
    public static RadiographPicture Radiograph(SourceFile source, StudyImage image)
    {
        var radiograph = Render(source, image);
        PlainPicture.Check(radiograph.Picture, image.Id);
        return radiograph;
    }

    private static RadiographPicture Render(SourceFile source, StudyImage image)
    {
        using var file = source.Open();
        switch (Format(file, image.Path))
        {
            case ImageFormat.Jpeg:
                return new RadiographPicture(JpegCodec.ReadGray(file), SpacingMm: null, Affine: null);
            case ImageFormat.Png:
                return new RadiographPicture(PngCodec.ReadGray(file), SpacingMm: null, Affine: null);
        }

        var dicom = DicomFile.Read(file);
        ChestRadiograph.Check(dicom.Dataset, image.Id);
        var spacing = Spacing(dicom.Dataset);
        return new RadiographPicture(
            RadiographRendering.Render(dicom.DecodeFrame(0)),
            spacing is { } known ? [known.X, known.Y, 1] : null,
            RadiographGeometry.Of(dicom.Dataset.GetStrings(DicomTags.PatientOrientation), spacing ?? (1, 1)))
        {
            Acquisition = DicomAcquisition.Of(dicom.Dataset),
        };
    }

    /// <summary>The content decides; where it has no mark, whoever reads what the name promises says what is wrong.</summary>
    private static ImageFormat Format(Stream file, string name) => ImageFormats.Of(file, out _) switch
    {
        ImageFormat.Unknown when Path.GetExtension(name).ToUpperInvariant() is ".JPG" or ".JPEG" => ImageFormat.Jpeg,
        ImageFormat.Unknown when Path.GetExtension(name).ToUpperInvariant() is ".PNG" => ImageFormat.Png,
        var format => format,
    };

    /// <summary>A CT volume in Hounsfield units, or an MR volume in its own.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    /// <exception cref="DatasetException">It is no CT, or no MR, or nothing tells its geometry.</exception>
    public static Volume Volume(SourceFile source, StudyImage image, Modality modality = Modality.Ct) => Volume(source, image, modality, out _);

    /// <summary>The same.</summary>
    /// <param name="leftOut">Of a DICOM folder the reason of each file that takes no part, by its header.</param>
    public static Volume Volume(SourceFile source, StudyImage image, Modality modality, out IReadOnlyList<string> leftOut)
    {
        using var file = source.Open();
        var volume = VolumeReader.Read(file, image, modality, out leftOut);
        if (modality == Modality.Mr) HeadVolume.Check(volume, image.Id);
        else ChestVolume.Check(volume, image.Id);
        return volume;
    }

    /// <summary>How a volume was taken, as its DICOM slices say; null of NIfTI.</summary>
    public static ImageAcquisition? Acquisition(SourceFile source, StudyImage image)
    {
        using var file = source.Open();
        return VolumeReader.AcquisitionOf(file, image);
    }

    /// <summary>A radiograph as shards hold it: PNG.</summary>
    public static byte[] Encode(GrayImage picture)
    {
        // Room for what photographs come to, so that nothing is moved on the way.
        using var content = new MemoryStream((picture.Pixels.Length / 4 * 3) + 4096);
        PngCodec.WriteGray8(content, picture);
        return content.ToArray();
    }

    /// <summary>
    /// A volume as shards hold it: as the dataset published it, byte for byte, so that nothing is compressed twice, unless its file says
    /// more than the image. Only one whose file lacks its geometry or units, or is not compressed, is written anew with what is true of it.
    /// </summary>
    public static byte[] Encode(Volume volume, SourceFile source, StudyImage image) =>
        IsStoredAsPublished(source, image) ? NiftiFreeText.Remove(source.Content) : Encode(volume);

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

    private static bool IsStoredAsPublished(SourceFile source, StudyImage image)
    {
        if (!image.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return false;
        using var file = source.Open();
        return VolumeReader.IsFaithful(file, image);
    }

    /// <summary>Millimeters along a row and down a column; the file has them the other way round.</summary>
    private static (double X, double Y)? Spacing(DicomDataset dataset) =>
        dataset.GetStrings(DicomTags.ImagerPixelSpacing) is [var down, var across]
            && double.TryParse(across, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && double.TryParse(down, NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            && x is > 0 and < 100 && y is > 0 and < 100
            ? (x, y)
            : null;
}

/// <summary>
/// A radiograph as rendered, with what its file says of its geometry: millimeters a pixel in the detector's plane, and an affine where left
/// and right are not where they usually are.
/// </summary>
internal sealed record RadiographPicture(GrayImage Picture, double[]? SpacingMm, Affine? Affine)
{
    /// <summary>How it was taken; null where nothing tells.</summary>
    public ImageAcquisition? Acquisition { get; init; }
}
