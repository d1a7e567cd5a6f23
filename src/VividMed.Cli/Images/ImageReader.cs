using VividMed.Cli.Images.Inputs;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Cli.Images;

/// <summary>An image file as models see it.</summary>
internal static class ImageReader
{
    /// <summary>A DICOM file rendered as MIMIC-CXR-JPG was, or a JPEG or PNG as it is: as runs read them.</summary>
    /// <exception cref="CliException">The file is damaged or of a kind that is not read.</exception>
    public static GrayImage Radiograph(string path)
    {
        if (ImageName.IsNifti(path)) throw new CliException($"{path} is a volume: this model looks at radiographs (DICOM, PNG, JPEG)");
        return Named(path, static path =>
        {
            using var file = File.OpenRead(path);
            if (path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) return PngCodec.ReadGray(file);
            return ImageName.IsRaster(path) ? JpegCodec.ReadGray(file) : RadiographRendering.Render(DicomFile.Read(file).DecodeImage());
        });
    }

    /// <summary>A NIfTI volume in its own units.</summary>
    /// <exception cref="CliException">The file is damaged or of a kind that is not read.</exception>
    public static Volume Volume(string path)
    {
        if (!ImageName.IsNifti(path)) throw new CliException($"{path} is no NIfTI file: this model looks at volumes (.nii, .nii.gz)");
        return Named(path, static path => NiftiFile.Read(path).ToVolume());
    }

    /// <summary>Readers do not know what their stream is called.</summary>
    /// <exception cref="CliException">What a reader said, with the file's name.</exception>
    public static T Named<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (ImageFormatException failure)
        {
            throw new CliException($"{path}: {failure.Message}");
        }
    }
}
