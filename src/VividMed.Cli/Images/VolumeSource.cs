using VividMed.Datasets;
using VividMed.Datasets.Files;
using VividMed.Datasets.Own;
using VividMed.Imaging;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Taxonomy;

namespace VividMed.Cli.Images;

/// <summary>A volume from a NIfTI file, a multi-frame DICOM file or the folder of a CT series.</summary>
internal static class VolumeSource
{
    /// <summary>A folder is read as a run reads it.</summary>
    /// <param name="series">Of a folder with several the one that is meant; null where there is one.</param>
    /// <exception cref="CliException">It is a picture.</exception>
    public static Volume Read(string source, string? series)
    {
        if (Directory.Exists(source))
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
            var image = new StudyImage(Path.GetFileName(folder), Path.GetFileName(folder) + "/", "", Series: series);
            using var pack = new CsvDataset(new LocalDatasetFiles(Path.GetDirectoryName(folder)!), Modality.Ct).OpenImage(image);
            return VolumeReader.Read(pack, image);
        }

        switch (ImageFile.FormatOf(source))
        {
            case ImageFormat.Nifti:
                return ImagePicture.FirstVolume(NiftiFile.Read(source));
            case ImageFormat.Dicom:
                var volume = DicomSeries.ReadCt([() => File.OpenRead(source)], series).Volume;
                Hounsfield.ReplaceUnmeasured(volume.Voxels);
                return volume;
            default:
                throw new CliException("a volume is a NIfTI file, a multi-frame CT or the folder of a CT series");
        }
    }
}
