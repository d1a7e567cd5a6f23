using System.Globalization;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Own;
using VividMed.Datasets.Series;
using VividMed.Imaging.Dicom.Series;
using VividMed.Phantoms.ChestCt;
using VividMed.Phantoms.Reporting;

namespace VividMed.Phantoms.Writing;

/// <summary>
/// Writes phantom CT as a scanner exports it: a folder a study with a file a slice in no order of names, a localizer and a picture of a
/// screen among them, and one table of reports. Read as one's own data.
/// </summary>
internal static class SeriesPhantomWriter
{
    /// <summary>The side of the pictures beside the slices.</summary>
    private const int PictureSide = 64;

    private static readonly string[] Columns = ["clinical_information", "technique", "findings", "impression"];

    public static (PhantomTruthStudy Truth, PhantomReport Report) WriteStudy(string root, int number, int seed)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"ct{number + 1:D4}");
        var own = unchecked((seed * 1_000_003) + number);
        var options = new PhantomChestCtOptions { Companions = true };
        var volume = PhantomChestCt.Generate(own, options);
        var random = new PhantomRandom(own, "series");
        var files = Slices(volume, id).Append(Localizer(id)).Append(Screen(id)).Select(Encode).ToArray();
        Shuffle(files, random);
        var folder = Path.Combine(root, id);
        Directory.CreateDirectory(folder);
        for (var i = 0; i < files.Length; i++) File.WriteAllBytes(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"IM{i + 1:D5}")), files[i]);

        var plane = options.FieldOfView / options.Sagittal;
        var report = CtRateReportWriter.Write(
            new ReportCase(volume.Findings, plane), options.Length / options.Axial, new PhantomRandom(own, "report"));
        byte[] pack = [.. SeriesPack.Of(files).SelectMany(static piece => piece.ToArray())];
        var truth = PhantomTruthImage.Of(id, pack, volume.Findings, volume.Anatomy);
        return (new PhantomTruthStudy(CsvDataset.VolumeName, id, id, CsvSplit.Deal(id), report.Phrases, [truth]), report);
    }

    public static void WriteTables(string root, IReadOnlyList<(PhantomTruthStudy Truth, PhantomReport Report)> studies) => CsvText.Write(
        Path.Combine(root, "reports.csv"), string.Join(',', Columns.Prepend("study_id")),
        studies.Select(static study => (string[])[study.Truth.Study, .. study.Report.Parts]));

    private static IEnumerable<DicomSlice> Slices(PhantomChestCt volume, string study)
    {
        var a = volume.VoxelToWorld;
        var (dx, dy, dz) = a.Spacing;
        var size = volume.Width * volume.Height;
        for (var z = 0; z < volume.Depth; z++)
        {
            var (x, y, height) = a.Apply(0, 0, z);
            yield return new DicomSlice
            {
                Columns = volume.Width,
                Rows = volume.Height,
                Pixels = volume.Voxels.AsSpan(z * size, size).ToArray(),
                Study = study,
                Series = "chest",
                SeriesNumber = 2,
                Number = volume.Depth - z,
                Position = [-x, -y, height],
                Orientation = [-a.Xi / dx, -a.Yi / dx, a.Zi / dx, -a.Xj / dy, -a.Yj / dy, a.Zj / dy],
                RowSpacing = dy,
                ColumnSpacing = dx,
                Thickness = dz,
            };
        }
    }

    private static DicomSlice Localizer(string study) => Picture(study, "localizer", 1) with
    {
        Kind = SliceKind.Localizer,
        Position = [-160, 0, 150],
        Orientation = [1, 0, 0, 0, 0, -1],
        RowSpacing = 5,
        ColumnSpacing = 5,
    };

    private static DicomSlice Screen(string study) => Picture(study, "screen", 99) with { Kind = SliceKind.SecondaryCapture, Modality = "OT" };

    private static DicomSlice Picture(string study, string series, int number) => new()
    {
        Columns = PictureSide,
        Rows = PictureSide,
        Pixels = [.. Enumerable.Range(0, PictureSide * PictureSide).Select(static i => (short)(i % PictureSide * 10))],
        Study = study,
        Series = series,
        SeriesNumber = number,
        Number = 1,
    };

    private static byte[] Encode(DicomSlice slice)
    {
        using var file = new MemoryStream();
        DicomSliceWriter.Write(file, slice);
        return file.ToArray();
    }

    private static void Shuffle(byte[][] files, PhantomRandom random)
    {
        for (var i = files.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (files[i], files[other]) = (files[other], files[i]);
        }
    }
}
