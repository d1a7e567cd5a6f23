namespace VividMed.Datasets;

/// <summary>
/// The tables of MIMIC-CXR 2.0.0 and 2.1.0, read by column name. The DICOM set has the record and study lists, the JPG set the metadata and the split;
/// without the lists, the layout files/pNN/pN.../sN.../ gives the paths.
/// </summary>
internal sealed class MimicTables
{
    private readonly string _root;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, string> _views = [];

    public MimicTables(string root, CancellationToken cancellation)
    {
        (_root, _cancellation) = (root, cancellation);
        ReadMetadata();
        ReadSplits();
        ReadRecords();
        ReadStudies();
    }

    /// <summary>Every image, in table order.</summary>
    public List<MimicImage> Images { get; } = [];

    /// <summary>Study to patient and report path.</summary>
    public Dictionary<string, (string Patient, string Report)> Studies { get; } = [];

    /// <summary>Patient to split.</summary>
    public Dictionary<string, string> Splits { get; } = [];

    private static string StudyStem(string patient, string study) =>
        $"files/p{patient[..Math.Min(2, patient.Length)]}/p{patient}/s{study}";

    private void ReadMetadata()
    {
        using var table = CsvTable.Open(Require("mimic-cxr-2.0.0-metadata.csv"));
        var (id, view) = (table.Column("dicom_id"), table.Column("ViewPosition"));
        var (patient, study) = (table.Column("subject_id"), table.Column("study_id"));
        var meaning = table.TryColumn("ViewCodeSequence_CodeMeaning");
        var listed = Find("cxr-record-list.csv") is not null;
        foreach (var record in table.Records(_cancellation))
        {
            var fields = record.Fields;
            _views[fields[id]] = RadiographView.Of(string.Intern(fields[view]), meaning is { } at ? fields[at] : "");
            if (!listed) Add(fields[id], fields[patient], fields[study], $"{StudyStem(fields[patient], fields[study])}/{fields[id]}");
        }
    }

    private void ReadSplits()
    {
        using var table = CsvTable.Open(Require("mimic-cxr-2.0.0-split.csv"));
        var (patient, split) = (table.Column("subject_id"), table.Column("split"));
        foreach (var record in table.Records(_cancellation))
        {
            var (who, where) = (record.Fields[patient], string.Intern(record.Fields[split]));
            if (!Splits.TryAdd(who, where) && Splits[who] != where)
            {
                throw new DatasetException("patient-in-two-splits", $"the split table has a patient in {Splits[who]} and, at byte {record.Offset}, in {where}");
            }
        }
    }

    private void ReadRecords()
    {
        if (Find("cxr-record-list.csv") is not { } path) return;
        using var table = CsvTable.Open(path);
        var (id, patient, study, file) = (table.Column("dicom_id"), table.Column("subject_id"), table.Column("study_id"), table.Column("path"));
        foreach (var record in table.Records(_cancellation))
        {
            var fields = record.Fields;
            Add(fields[id], fields[patient], fields[study], WithoutExtension(fields[file]));
        }
    }

    private void ReadStudies()
    {
        if (Find("cxr-study-list.csv") is { } path)
        {
            using var table = CsvTable.Open(path);
            var (patient, study, file) = (table.Column("subject_id"), table.Column("study_id"), table.Column("path"));
            foreach (var record in table.Records(_cancellation)) Studies[record.Fields[study]] = (record.Fields[patient], record.Fields[file]);
        }

        foreach (var image in Images) Studies.TryAdd(image.Study, (image.Patient, StudyStem(image.Patient, image.Study) + ".txt"));
    }

    private void Add(string id, string patient, string study, string stem) =>
        Images.Add(new MimicImage(id, patient, study, stem, _views.GetValueOrDefault(id, "")));

    private static string WithoutExtension(string path)
    {
        foreach (var extension in (ReadOnlySpan<string>)[".dcm.gz", ".dcm", ".jpg"])
        {
            if (path.EndsWith(extension, StringComparison.Ordinal)) return path[..^extension.Length];
        }

        return path;
    }

    private string Require(string name) => Find(name) ?? throw new DatasetException(
        "missing-table", $"{name}.gz is missing: it comes with MIMIC-CXR-JPG (same name in release 2.1.0) and belongs in the dataset's root folder");

    private string? Find(string name) =>
        new[] { name + ".gz", name }.Select(candidate => Path.Combine(_root, candidate)).FirstOrDefault(File.Exists);
}
