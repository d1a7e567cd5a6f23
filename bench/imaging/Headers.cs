using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Imaging;

/// <summary>Headers alone, as a census reads them: files of 1 MB, of which some kilobytes are read.</summary>
internal static class Headers
{
    private const int Files = 200;

    public static void Run(Report report)
    {
        using var folder = new ScratchFolder();
        var paths = Enumerable.Range(0, Files).Select(i => folder.File($"{i}.dcm")).ToArray();
        var radiograph = Pictures.Radiograph(512, 512, DicomStorage.ExplicitLittleEndian);
        foreach (var path in paths)
        {
            using var stream = File.Create(path);
            DicomWriter.Write(stream, radiograph);
        }

        var milliseconds = Timing.Best(() =>
        {
            foreach (var path in paths)
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                DicomHeader.Read(stream).Dataset.GetString(DicomTags.PhotometricInterpretation);
            }
        });
        report.Figure("header.files-a-second", Files / milliseconds * 1000, "files/s");
    }
}
