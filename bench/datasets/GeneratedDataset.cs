using System.IO.Compression;
using System.Text;
using VividMed.Imaging.Dicom;

namespace VividMed.Bench.Datasets;

/// <summary>A dataset in MIMIC-CXR's layout with its published proportions: 1.66 images a study, 3.5 studies a patient, ten folders of patients, reports in the archive.</summary>
internal sealed class GeneratedDataset(string root, int studies, bool tiny)
{
    private const int Side = 64;
    private static readonly DicomStorage[] Storages = [DicomStorage.ExplicitLittleEndian, DicomStorage.ImplicitLittleEndian, DicomStorage.RunLength, DicomStorage.LosslessJpeg];

    /// <summary>Writes it, unless it is there, and counts its images.</summary>
    public int Write(CancellationToken cancellationToken)
    {
        var images = Enumerable.Range(0, studies).Sum(ImagesOf);
        if (File.Exists(Path.Combine(root, "mimic-cxr-2.0.0-split.csv.gz"))) return images;
        Parallel.For(0, studies, new ParallelOptions { CancellationToken = cancellationToken }, WriteImages);
        WriteTable("cxr-record-list.csv.gz", "subject_id,study_id,dicom_id,path", Each((study, image) => $"{Patient(study)},{Study(study)},{Image(study, image)},{Folder(study)}/{Image(study, image)}.dcm"));
        WriteTable("cxr-study-list.csv.gz", "subject_id,study_id,path", Enumerable.Range(0, studies).Select(study => $"{Patient(study)},{Study(study)},{Folder(study)}.txt"));
        WriteTable("mimic-cxr-2.0.0-metadata.csv.gz", "dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition,Rows,Columns,StudyDate,StudyTime",
            Each((study, image) => $"{Image(study, image)},{Patient(study)},{Study(study)},CHEST (PA AND LAT),{View(image)},2544,3056,21800101,120000.000"));
        WriteReports();
        WriteTable("mimic-cxr-2.0.0-split.csv.gz", "dicom_id,study_id,subject_id,split", Each((study, image) => $"{Image(study, image)},{Study(study)},{Patient(study)},train"));
        return images;
    }

    private static int ImagesOf(int study) => study % 3 == 0 ? 1 : 2;

    private static string View(int image) => image == 0 ? "PA" : "LATERAL";

    private static string Patient(int study) => $"{10_000_000 + (study * 2 / 7 * 137 % 10_000_000)}";

    private static string Study(int study) => $"{50_000_000 + study}";

    private static string Image(int study, int image) => $"{study:x8}-{image:x8}-00000000-00000000-00000000";

    private static string Folder(int study) => $"files/p{Patient(study)[..2]}/p{Patient(study)}/s{Study(study)}";

    private IEnumerable<string> Each(Func<int, int, string> line) => Enumerable.Range(0, studies).SelectMany(study => Enumerable.Range(0, ImagesOf(study)).Select(image => line(study, image)));

    private void WriteImages(int study)
    {
        var folder = Path.Combine(root, Folder(study));
        Directory.CreateDirectory(folder);
        for (var image = 0; image < ImagesOf(study); image++)
        {
            using var file = File.Create(Path.Combine(folder, Image(study, image) + ".dcm"));
            if (tiny) file.WriteByte(0);
            else WriteDicom(file, study, image);
        }
    }

    private static void WriteDicom(FileStream file, int study, int image)
    {
        var random = new Random(study);
        var pixels = new ushort[Side * Side];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (ushort)random.Next(4096);
        DicomWriter.Write(file, new DicomRadiograph
        {
            Columns = Side,
            Rows = Side,
            Pixels = pixels,
            PhotometricInterpretation = study % 5 == 0 ? "MONOCHROME1" : "MONOCHROME2",
            PatientId = Patient(study),
            StudyId = Study(study),
            ViewPosition = View(image),
            StudyTime = new DateTime(2180, 1, 1, 12, 0, 0, DateTimeKind.Unspecified),
            Seed = Image(study, image),
            Storage = Storages[study % Storages.Length],
        });
    }

    private void WriteTable(string name, string header, IEnumerable<string> lines)
    {
        using var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(root, name)), CompressionLevel.Fastest), Encoding.UTF8);
        writer.Write(header + "\n");
        foreach (var line in lines) writer.Write(line + "\n");
    }

    private void WriteReports()
    {
        using var archive = new ZipArchive(File.Create(Path.Combine(root, "mimic-cxr-reports.zip")), ZipArchiveMode.Create);
        for (var study = 0; study < studies; study++)
        {
            using var writer = new StreamWriter(archive.CreateEntry(Folder(study) + ".txt", CompressionLevel.Fastest).Open());
            writer.Write(" FINDINGS:\n \n No focal consolidation.\n \n IMPRESSION:\n \n No acute process.\n");
        }
    }
}
