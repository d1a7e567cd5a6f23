using System.Globalization;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Mimic;
using VividMed.Imaging.Dicom;
using VividMed.Phantoms.Radiographs;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>Writes phantom radiograph studies in the layout of MIMIC-CXR with the tables of MIMIC-CXR-JPG.</summary>
internal static class MimicPhantomWriter
{
    private static readonly DicomStorage[] Storages =
        [DicomStorage.ExplicitLittleEndian, DicomStorage.ImplicitLittleEndian, DicomStorage.RunLength, DicomStorage.LosslessJpeg];

    /// <summary>
    /// Draws and writes one study's files. A second frontal view shows the same findings, drawn anew or of the same body projected anew.
    /// </summary>
    public static (PhantomTruthStudy Truth, string Report) WriteStudy(string root, MimicPhantomStudy study, RadiographKind kind = RadiographKind.Drawn)
    {
        var folder = Path.Combine(root, study.Folder);
        Directory.CreateDirectory(folder);
        var truth = new List<PhantomTruthImage>();
        PhantomRadiograph? first = null;
        foreach (var image in study.Images)
        {
            var options = new PhantomRadiographOptions
            {
                Width = image.Width,
                Height = image.Height,
                View = image.View,
                Kind = kind,
                Companions = kind == RadiographKind.Projected || first is null,
                Body = study.Images[0].Seed,
                Findings = kind == RadiographKind.Projected || first is null || image.View == "LATERAL"
                    ? null
                    : [.. first.Findings.Select(static finding => new PhantomTarget(finding.Target, finding.Side))],
            };
            var radiograph = PhantomRadiograph.Generate(image.Seed, options);
            if (image.View != "LATERAL") first ??= radiograph;
            var file = Draw(study, image, radiograph);
            File.WriteAllBytes(Path.Combine(folder, image.Id + ".dcm"), file);
            truth.Add(PhantomTruthImage.Of(image.Id, file, radiograph.Findings, radiograph.Anatomy));
        }

        var report = MimicReportWriter.Write(
            new ReportCase(first?.Findings ?? [], first?.PixelMm ?? 0), [.. study.Images.Select(static image => image.View)], new PhantomRandom(study.Seed, "report"));
        File.WriteAllText(folder + ".txt", report.Text);
        return (new PhantomTruthStudy(MimicCxrDataset.DatasetName, study.Id, study.Subject, study.Split, report.Phrases, truth), report.Text);
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

    private static byte[] Draw(MimicPhantomStudy study, MimicPhantomImage image, PhantomRadiograph radiograph)
    {
        using var file = new MemoryStream();
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
            PixelSpacing = radiograph.PixelMm,
            Seed = image.Id,
            Storage = new PhantomRandom(image.Seed, "storage").Pick(Storages),
        });
        return file.ToArray();
    }

    private static string[] Metadata(MimicPhantomStudy study, MimicPhantomImage image)
    {
        var procedure = image.View == "AP" ? "CHEST (PORTABLE AP)" : "CHEST (PA AND LAT)";
        var meaning = image.View switch { "PA" => "postero-anterior", "AP" => "antero-posterior", _ => "lateral" };
        return
        [
            image.Id, study.Subject, study.Id, procedure, image.View, Text(image.Height), Text(image.Width),
            study.Taken.ToString("yyyyMMdd", CultureInfo.InvariantCulture), study.Taken.ToString("HHmmss", CultureInfo.InvariantCulture),
            procedure, meaning, "Erect",
        ];

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>One image of a planned phantom radiograph study.</summary>
internal sealed record MimicPhantomImage(string Id, string View, int Seed, int Width, int Height);

/// <summary>A phantom radiograph study before it is drawn: ids, split, date and images, all from the seed and its number.</summary>
internal sealed record MimicPhantomStudy(
    string Subject, string Id, string Split, DateTime Taken, int Seed, IReadOnlyList<MimicPhantomImage> Images)
{
    // A patient's number decides the split, so that even a few patients fill all three; every fourth study is a patient's second one.
    private static readonly string[] Splits = ["train", "train", "validate", "train", "test", "train", "train", "train", "test", "train"];
    private static readonly (int Width, int Height)[] Sizes = [(512, 512), (512, 512), (512, 512), (560, 640), (640, 560)];

    public string Folder => $"files/p{Subject[..2]}/p{Subject}/s{Id}";

    public static MimicPhantomStudy Plan(int number, int seed)
    {
        var own = unchecked((seed * 1_000_003) + number);
        var random = new PhantomRandom(own, "study");
        var patient = number - (number / 4) - (number % 4 == 3 ? 1 : 0);
        var subject = (((10 + (patient % 10)) * 1_000_000) + 900_000 + patient).ToString(CultureInfo.InvariantCulture);
        var study = (59_000_000 + (number * 7) + 1).ToString(CultureInfo.InvariantCulture);
        var taken = new DateTime(2150, 1, 1, 8, 0, 0, DateTimeKind.Unspecified)
            .AddDays((patient * 11) + number)
            .AddSeconds(random.Below(30_000));
        string[] views = number % 25 == 24
            ? ["LATERAL"]
            : random.Uniform() switch { < 0.55 => ["PA"], < 0.72 => ["AP"], < 0.90 => ["PA", "LATERAL"], _ => ["PA", "AP"] };
        var images = views.Select((view, image) =>
        {
            var (width, height) = random.Pick(Sizes);
            return new MimicPhantomImage(ImageId(random), view, unchecked((own * 4) + image), width, height);
        }).ToArray();
        return new MimicPhantomStudy(subject, study, Splits[patient % Splits.Length], taken, own, images);
    }

    private static string ImageId(PhantomRandom random) =>
        string.Join('-', Enumerable.Range(0, 5).Select(_ => ((uint)random.NextBits()).ToString("x8", CultureInfo.InvariantCulture)));
}
