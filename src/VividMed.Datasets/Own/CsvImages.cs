using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Datasets.Selection;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Own;

/// <summary>Reads images.csv (or images.csv.gz).</summary>
internal sealed class CsvImages
{
    private static readonly string[] Radiographs = [".dcm", ".dcm.gz", ".dicom", ".jpg", ".jpeg", ".png"];
    private static readonly string[] Volumes = [".nii", ".nii.gz", ".dcm", ".dcm.gz", ".dicom", ".ima"];
    private static readonly string[] Heads = [".nii", ".nii.gz"];

    private CsvImages()
    {
    }

    private CsvImages(IDatasetFiles files, string path, CancellationToken cancellationToken)
    {
        using var table = CsvTable.Open(files, path);
        var (study, file) = (table.Column("study_id"), table.Column("path"));
        var (patient, image, view, split) = (table.TryColumn("patient_id"), table.TryColumn("image_id"), table.TryColumn("view"), table.TryColumn("split"));
        var series = table.TryColumn("series");
        HasSplits = split is not null;
        var splits = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var record in table.Records(cancellationToken))
        {
            var id = record.Fields[study].Trim();
            if (id.Length == 0) throw new DatasetException("missing-id", $"{path}: line {record.Line} has no study_id");
            var who = Cell(patient) is { Length: > 0 } given ? given : id;
            var where = split is null ? CsvSplit.Deal(who) : Cell(split) is { Length: > 0 } word ? SplitNames.Parse(word) : "";
            if (!splits.TryAdd(who, where) && splits[who] != where)
            {
                throw new DatasetException(
                    "patient-in-two-splits", $"{path}: the patient in line {record.Line} is in another split before");
            }

            if (!Studies.TryGetValue(id, out var known)) Studies.Add(id, known = new CsvStudy(id, who, where));
            if (known.Patient != who)
            {
                throw new DatasetException(
                    "study-of-two-patients", $"{path}: line {record.Line} gives its study to another patient than before");
            }

            var place = DatasetPath.Check(FolderOf(record.Fields[file].Trim()), path, record.Line);
            known.Images.Add(new CsvImage(
                Cell(image) is { Length: > 0 } name ? name : NameOf(place), place, string.Intern(Cell(view).ToUpperInvariant()),
                Cell(series) is { Length: > 0 } meant ? meant : null));

            string Cell(int? column) => column is { } at ? record.Fields[at].Trim() : "";
        }
    }

    public bool HasSplits { get; }

    public Dictionary<string, CsvStudy> Studies { get; } = new(StringComparer.Ordinal);

    /// <summary>Null where there is no such table.</summary>
    public static CsvImages? Find(IDatasetFiles files, CancellationToken cancellationToken) =>
        TableOf(files) is { } path ? new CsvImages(files, path, cancellationToken) : null;

    /// <summary>Whether a table says which split each patient is in.</summary>
    public static bool HasSplitColumn(IDatasetFiles files)
    {
        if (TableOf(files) is not { } path) return false;
        using var table = CsvTable.Open(files, path);
        return table.TryColumn("split") is not null;
    }

    public static DatasetException Missing(IDatasetFiles files, Modality modality) => new(
        "missing-table",
        $"images.csv is missing in {files.DisplayName}: a header line study_id,path and a line an image{(modality == Modality.Ct ? ", or reports.csv and a folder of DICOM slices named after each study" : "")}");

    private static string? TableOf(IDatasetFiles files) =>
        Array.Find(["images.csv", "images.csv.gz"], name => files.LengthOf(name) is not null);

    /// <summary>Each study's image is what lies in the folder of its name.</summary>
    public static CsvImages OfFolders(IEnumerable<string> studies)
    {
        var images = new CsvImages();
        foreach (var id in studies)
        {
            var study = new CsvStudy(id, id, CsvSplit.Deal(id));
            if (id.Length > 0) study.Images.Add(new CsvImage(id, DatasetPath.Check(id), "", Series: null));
            images.Studies.Add(id, study);
        }

        return images;
    }

    /// <summary>A path of CT without an extension that is read: a folder, should there be one.</summary>
    public static bool IsFolder(string path, Modality modality) => modality == Modality.Ct && !IsReadable(path, modality);

    /// <summary>Letters behind a dot: folders are also called by numbers with dots, as UIDs are.</summary>
    public static bool HasExtension(string path) => path[(path.LastIndexOfAny(['.', '/']) + 1)..] is { Length: > 0 and < 6 } last
        && last.Length < path.Length && path[^(last.Length + 1)] == '.' && last.Any(char.IsAsciiLetter);

    public static bool IsReadable(string path, Modality modality) =>
        (modality switch { Modality.Ct => Volumes, Modality.Mr => Heads, _ => Radiographs }).Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>A folder may be written with a slash at its end.</summary>
    private static string FolderOf(string path) => path.Length > 1 && path[^1] == '/' ? path[..^1] : path;

    private static string NameOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var extension = Radiographs.Concat(Volumes)
            .Where(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            .MaxBy(static known => known.Length);
        return extension is null || extension.Length == name.Length ? name : name[..^extension.Length];
    }
}

/// <summary>A row of images.csv.</summary>
/// <param name="Series">Of a folder's series the one that is meant; null for the only one.</param>
internal sealed record CsvImage(string Id, string Path, string View, string? Series);
