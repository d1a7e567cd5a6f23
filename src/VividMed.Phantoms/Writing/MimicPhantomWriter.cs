using System.Globalization;
using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>Writes phantom radiograph studies in the layout of MIMIC-CXR with the tables of MIMIC-CXR-JPG.</summary>
internal static class MimicPhantomWriter
{
    private static readonly DicomStorage[] Storages = [DicomStorage.ExplicitLittleEndian, DicomStorage.ImplicitLittleEndian, DicomStorage.RunLength, DicomStorage.LosslessJpeg];

    /// <summary>Draws and writes one study's files. A second frontal view shows the same findings, drawn anew.</summary>
    public static PhantomTruthStudy WriteStudy(string root, MimicPhantomStudy study)
    {
        var folder = Path.Combine(root, study.Folder);
        Directory.CreateDirectory(folder);
        var truth = new List<PhantomTruthImage>();
        IReadOnlyList<PhantomRegion>? shown = null;
        foreach (var image in study.Images)
        {
            var options = new PhantomRadiographOptions
            {
                Width = image.Width,
                Height = image.Height,
                View = image.View,
                Findings = shown is null || image.View == "LATERAL" ? null : [.. shown.Select(static finding => new PhantomTarget(finding.Target, finding.Side))],
            };
            var radiograph = PhantomRadiograph.Generate(image.Seed, options);
            if (image.View != "LATERAL") shown ??= radiograph.Findings;
            WriteImage(Path.Combine(folder, image.Id + ".dcm"), study, image, radiograph);
            truth.Add(PhantomTruthImage.Of(image.Id, radiograph.Findings, radiograph.Anatomy));
        }

        var report = MimicReportWriter.Write(new ReportCase(shown ?? []), [.. study.Images.Select(static image => image.View)], new PhantomRandom(study.Seed, "report"));
        File.WriteAllText(folder + ".txt", report.Text);
        return new PhantomTruthStudy(MimicCxrDataset.DatasetName, study.Id, study.Subject, study.Split, report.Phrases, truth);
    }

    public static void WriteTables(string root, IReadOnlyList<MimicPhantomStudy> studies)
    {
        var images = studies.SelectMany(static study => study.Images.Select(image => (study, image))).ToArray();
        CsvText.Write(Path.Combine(root, "cxr-record-list.csv.gz"), "subject_id,study_id,dicom_id,path", images.Select(static row =>
            new[] { row.study.Subject, row.study.Id, row.image.Id, $"{row.study.Folder}/{row.image.Id}.dcm" }));
        CsvText.Write(Path.Combine(root, "cxr-study-list.csv.gz"), "subject_id,study_id,path", studies.Select(static study =>
            new[] { study.Subject, study.Id, study.Folder + ".txt" }));
        CsvText.Write(Path.Combine(root, "mimic-cxr-2.0.0-split.csv.gz"), "dicom_id,study_id,subject_id,split", images.Select(static row =>
            new[] { row.image.Id, row.study.Id, row.study.Subject, row.study.Split }));
        CsvText.Write(
            Path.Combine(root, "mimic-cxr-2.0.0-metadata.csv.gz"),
            "dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition,Rows,Columns,StudyDate,StudyTime,ProcedureCodeSequence_CodeMeaning,ViewCodeSequence_CodeMeaning,PatientOrientationCodeSequence_CodeMeaning",
            images.Select(static row => Metadata(row.study, row.image)));
    }

    private static void WriteImage(string path, MimicPhantomStudy study, MimicPhantomImage image, PhantomRadiograph radiograph)
    {
        using var file = File.Create(path);
        DicomWriter.Write(file, new DicomRadiograph
        {
            Columns = radiograph.Width,
            Rows = radiograph.Height,
            Pixels = radiograph.Pixels,
            BitsStored = PhantomRadiograph.BitsStored,
            PhotometricInterpretation = radiograph.Inverted ? "MONOCHROME1" : "MONOCHROME2",
            PatientId = study.Subject,
            StudyId = study.Id,
            ViewPosition = image.View,
            StudyTime = study.Taken,
            PixelSpacing = 0.7,
            Seed = image.Id,
            Storage = new PhantomRandom(image.Seed, "storage").Pick(Storages),
        });
    }

    private static string[] Metadata(MimicPhantomStudy study, MimicPhantomImage image)
    {
        var procedure = image.View == "AP" ? "CHEST (PORTABLE AP)" : "CHEST (PA AND LAT)";
        var meaning = image.View switch { "PA" => "postero-anterior", "AP" => "antero-posterior", _ => "lateral" };
        return
        [
            image.Id, study.Subject, study.Id, procedure, image.View, Text(image.Height), Text(image.Width),
            study.Taken.ToString("yyyyMMdd", CultureInfo.InvariantCulture), study.Taken.ToString("HHmmss", CultureInfo.InvariantCulture), procedure, meaning, "Erect",
        ];

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
