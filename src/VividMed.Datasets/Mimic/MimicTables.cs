using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Mimic;

/// <summary>
/// The tables of MIMIC-CXR 2.0.0 and 2.1.0, read by column name. The DICOM release has the record and study lists, the JPG release the
/// metadata and the split. Where the record list is missing, the metadata say which images there are; where the metadata are missing,
/// nobody but the DICOM files themselves knows the views.
/// </summary>
internal sealed class MimicTables
{
    private readonly IDatasetFiles _files;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, string> _splits = new(StringComparer.Ordinal);

    public MimicTables(IDatasetFiles files, CancellationToken cancellationToken)
    {
        (_files, _cancellation) = (files, cancellationToken);
        var metadata = Find("mimic-cxr-2.0.0-metadata.csv");
        var records = Find("cxr-record-list.csv");
        if (metadata is null && records is null) throw Missing("mimic-cxr-2.0.0-metadata.csv.gz", "or cxr-record-list.csv.gz, which say what images there are");

        var views = metadata is null ? null : ReadMetadata(metadata, addImages: records is null);
        if (records is not null) ReadRecords(records, views);
        ReadStudies();
        ReadSplits();
    }

    public Dictionary<string, MimicStudy> Studies { get; } = new(StringComparer.Ordinal);

    /// <summary>train, validate or test; empty where the split table does not name the patient.</summary>
    public string SplitOf(string patient) => _splits.GetValueOrDefault(patient, "");

    /// <summary>Views by image, where the record list is still to come.</summary>
    private Dictionary<string, string> ReadMetadata(string path, bool addImages)
    {
        using var table = CsvTable.Open(_files, path);
        var (id, view) = (table.Column("dicom_id"), table.Column("ViewPosition"));
        var (patient, study) = (table.Column("subject_id"), table.Column("study_id"));
        var meaning = table.TryColumn("ViewCodeSequence_CodeMeaning");
        var views = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in table.Records(_cancellation))
        {
            var fields = record.Fields;
            var shown = ViewPosition.Of(fields[view], meaning is { } at ? fields[at] : "");
            if (addImages) StudyOf(fields[study], fields[patient], path).Images.Add(new MimicImage(fields[id], shown, Stem: null));
            else views[fields[id]] = shown;
        }

        return views;
    }

    private void ReadRecords(string path, Dictionary<string, string>? views)
    {
        using var table = CsvTable.Open(_files, path);
        var (id, patient, study, file) = (table.Column("dicom_id"), table.Column("subject_id"), table.Column("study_id"), table.Column("path"));
        foreach (var record in table.Records(_cancellation))
        {
            var fields = record.Fields;
            var known = StudyOf(fields[study], fields[patient], path);
            var stem = DatasetPath.Check(WithoutExtension(fields[file]), path, record.Line);
            var image = new MimicImage(fields[id], views is null ? null : views.GetValueOrDefault(fields[id], ""), Stem: null);
            known.Images.Add(known.StemOf(image) == stem ? image : image with { Stem = stem });
        }
    }

    private void ReadStudies()
    {
        if (Find("cxr-study-list.csv") is not { } path) return;
        using var table = CsvTable.Open(_files, path);
        var (patient, study, file) = (table.Column("subject_id"), table.Column("study_id"), table.Column("path"));
        foreach (var record in table.Records(_cancellation))
        {
            var known = StudyOf(record.Fields[study], record.Fields[patient], path);
            var report = DatasetPath.Check(record.Fields[file], path, record.Line);
            if (report != known.Report) known.ReportPath = report;
        }
    }

    private void ReadSplits()
    {
        var path = Find("mimic-cxr-2.0.0-split.csv") ?? throw Missing("mimic-cxr-2.0.0-split.csv.gz", "the official split, 11 MB");
        using var table = CsvTable.Open(_files, path);
        var (patient, split) = (table.Column("subject_id"), table.Column("split"));
        foreach (var record in table.Records(_cancellation))
        {
            var (who, where) = (record.Fields[patient], string.Intern(record.Fields[split]));
            if (!_splits.TryAdd(who, where) && _splits[who] != where)
            {
                throw new DatasetException(
                    "patient-in-two-splits", $"the split table has a patient in {_splits[who]} and, in line {record.Line}, in {where}");
            }
        }
    }

    private MimicStudy StudyOf(string id, string patient, string table)
    {
        if (!Studies.TryGetValue(id, out var study))
        {
            study = new MimicStudy(id, patient);
            DatasetPath.Check(study.Folder);
            Studies.Add(id, study);
        }

        return study.Patient == patient
            ? study
            : throw new DatasetException("study-of-two-patients", $"{table} gives study {id} to another patient than before");
    }

    private static string WithoutExtension(string path)
    {
        foreach (var extension in MimicCxrDataset.Extensions)
        {
            if (path.EndsWith(extension, StringComparison.Ordinal)) return path[..^extension.Length];
        }

        return path;
    }

    private DatasetException Missing(string name, string what) => new(
        "missing-table", $"{name} is missing in {_files.DisplayName} ({what}): it comes with MIMIC-CXR-JPG under the same access (same name in release 2.1.0)");

    private string? Find(string name) => new[] { name + ".gz", name }.FirstOrDefault(candidate => _files.LengthOf(candidate) is not null);
}

/// <summary>
/// An image as the tables have it. The view is null where no table says it; the stem (path without extension) is null where it follows from
/// the layout.
/// </summary>
internal sealed record MimicImage(string Id, string? View, string? Stem);

/// <summary>A study as the tables have it. The report's path is null where it follows from the layout files/pNN/pN.../sN....txt.</summary>
internal sealed class MimicStudy(string id, string patient)
{
    public string Id { get; } = id;

    public string Patient { get; } = patient;

    public string? ReportPath { get; set; }

    public List<MimicImage> Images { get; } = new(2);

    /// <summary>Where the layout puts the study's images; its report has the same path with .txt.</summary>
    public string Folder => $"files/p{Patient.AsSpan(0, Math.Min(2, Patient.Length))}/p{Patient}/s{Id}";

    public string Report => ReportPath ?? Folder + ".txt";

    public string StemOf(MimicImage image) => image.Stem ?? $"{Folder}/{image.Id}";
}

/// <summary>Studies that lie together and are looked for with one listing.</summary>
internal sealed record MimicPart(IReadOnlyList<string> Prefixes, IReadOnlyList<MimicStudy> Studies)
{
    /// <summary>Above so many wanted studies whole parts of the tree are listed (files/p10/ ...), below each study's own folder.</summary>
    private const int Few = 500;

    /// <summary>Cuts studies, ordered by patient, where their place changes.</summary>
    public static IEnumerable<MimicPart> Cut(IReadOnlyList<MimicStudy> studies)
    {
        for (var start = 0; start < studies.Count;)
        {
            var place = PlaceOf(studies[start], studies.Count);
            var end = start + 1;
            while (end < studies.Count && PlaceOf(studies[end], studies.Count) == place) end++;
            yield return new MimicPart([place, MimicReports.Folder + place], [.. studies.Skip(start).Take(end - start)]);
            start = end;
        }
    }

    private static string PlaceOf(MimicStudy study, int studies)
    {
        if (studies <= Few) return study.Folder;
        return study.Folder[..(study.Folder.IndexOf('/', "files/".Length) + 1)];
    }
}
