using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Images;

/// <summary>An image that a trained model is asked about: a radiograph, or else a volume.</summary>
internal sealed record ReadImage(string Path, GrayImage? Radiograph, Volume? Volume, Modality Modality)
{
    public ModelImage ForModel => Radiograph is { } picture ? ModelImage.Of(picture) : ModelImage.Of(Volume!, Modality);

    /// <summary>Reads a file, or the folder of a CT series, by its content unless somebody says what it is.</summary>
    /// <exception cref="CliException">There is nothing, or it is damaged or of a kind that is not read.</exception>
    public static ReadImage Of(string path, Modality? modality)
    {
        if (!File.Exists(path) && !Directory.Exists(path)) throw new CliException($"{path}: there is no such file; give a radiograph (DICOM, PNG, JPEG) or a CT (NIfTI, the folder of a series)") { Code = "file-missing" };
        var told = modality ?? Tell(path);
        if (told == Modality.Cxr) return new ReadImage(path, ImageReader.Radiograph(path), null, told);
        try
        {
            var volume = VolumeSource.Read(path, series: null);
            return volume.VoxelToWorld.IsInvertible ? new ReadImage(path, null, volume, told) : throw new CliException("the volume has no usable geometry");
        }
        catch (Exception failure) when (failure is ReasonException or CliException)
        {
            throw new CliException($"{path}: {failure.Message}");
        }
    }

    private static Modality Tell(string path)
    {
        if (Directory.Exists(path)) return Modality.Ct;
        switch (ImageFile.FormatOf(path))
        {
            case ImageFormat.Nifti:
                return Modality.Ct;
            case ImageFormat.Dicom:
                try
                {
                    using var file = File.OpenRead(path);
                    return DicomFile.Read(file).Dataset.GetString(DicomTags.Modality) == "CT" ? Modality.Ct : Modality.Cxr;
                }
                catch (ImageFormatException failure)
                {
                    throw new CliException($"{path}: {failure.Message}");
                }

            default:
                return Modality.Cxr;
        }
    }
}
