using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Series;

namespace VividMed.Datasets.Series;

/// <summary>CT that comes as DICOM: a folder of slices, or one multi-frame file.</summary>
internal static class SeriesImage
{
    private static readonly string[] Dicom = [".dcm", ".dcm.gz", ".dicom", ".ima"];

    /// <summary>Files that are asked how they were taken.</summary>
    private const int MostAsked = 16;

    /// <summary>As many voxels as a volume of any other form may have.</summary>
    private static readonly DicomLimits Limits = new() { PixelBytes = sizeof(float) * (1L << 30) };

    public static bool IsDicom(string path) =>
        SeriesFiles.IsFolder(path) || Dicom.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The stream is what the dataset opens for the image.</summary>
    /// <exception cref="ImageFormatException">The series has a fault, or there is none.</exception>
    public static SeriesVolume Read(Stream stream, StudyImage image)
    {
        if (!SeriesFiles.IsFolder(image.Path)) return DicomSeries.ReadCt([Once(stream)], image.Series, Limits);
        return DicomSeries.ReadCt([.. SeriesPack.Open(stream).Select(static file => (Func<Stream>)(() => new MemoryStream(file, writable: false)))], image.Series, Limits);
    }

    /// <summary>As the first files say that are no localizer; those of one series agree.</summary>
    public static ImageAcquisition? AcquisitionOf(Stream stream, StudyImage image)
    {
        var files = SeriesFiles.IsFolder(image.Path) ? SeriesPack.Files(stream).Take(MostAsked).Select(static file => (Stream)new MemoryStream(file, writable: false)) : [stream];
        ImageAcquisition? first = null;
        foreach (var file in files)
        {
            if (Header(file) is not { } header || header.GetStrings(DicomTags.ImageType).Contains("LOCALIZER", StringComparer.Ordinal)) continue;
            var facts = DicomAcquisition.Of(header);
            if (facts is { SliceThicknessMm: not null } or { Kernel: not null }) return facts;
            first ??= facts;
        }

        return first;
    }

    /// <summary>Null of a file that is no DICOM: who reads the volume says so.</summary>
    private static DicomDataset? Header(Stream file)
    {
        try
        {
            return DicomHeader.Read(file).Dataset;
        }
        catch (ImageFormatException)
        {
            return null;
        }
    }

    /// <summary>A file is opened for its header and again for its pixels.</summary>
    private static Func<Stream> Once(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var content = copy.ToArray();
        return () => new MemoryStream(content, writable: false);
    }
}
