using System.Security.Cryptography;
using VividMed.Datasets;
using VividMed.Imaging;

namespace VividMed.Workflows;

/// <summary>Reads a study's images as the models and the shards want them.</summary>
internal static class StudyPictures
{
    /// <summary>The 8-bit rendering of a radiograph: a DICOM file rendered as MIMIC-CXR-JPG was, or a JPEG of that set as it is.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    public static GrayImage Radiograph(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        return image.Path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)
            ? JpegCodec.ReadGray(file)
            : RadiographRendering.Render(DicomFile.Read(file).DecodeImage());
    }

    /// <summary>A CT volume in Hounsfield units.</summary>
    /// <exception cref="ImageFormatException">The file is damaged or of a kind that is not read.</exception>
    public static Volume Volume(IDataset dataset, StudyImage image)
    {
        using var file = dataset.OpenImage(image);
        return NiftiFile.Read(file).ToVolume();
    }

    /// <summary>SHA-256 of the file as the dataset holds it.</summary>
    public static async Task<string> DigestAsync(IDataset dataset, StudyImage image, CancellationToken cancellation)
    {
        await using var file = dataset.OpenImage(image);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
