using System.Security.Cryptography;
using System.Text;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Own;

/// <summary>
/// Reads reports.csv: study_id and either the whole text (report or text), the path of a text file (path), or the report in parts, whose
/// columns are named after their sections.
/// </summary>
internal sealed class CsvReports
{
    private const string Table = "reports.csv";

    private static readonly (string Column, string Heading)[] Parts =
    [
        ("examination", "Examination"), ("indication", "Indication"), ("clinical_information", "ClinicalInformation"),
        ("history", "History"), ("technique", "Technique"),
        ("comparison", "Comparison"), ("findings", "Findings"), ("impression", "Impression"),
    ];

    private readonly IDatasetFiles _files;
    private readonly int? _text;
    private readonly int? _path;
    private readonly (int Column, string Heading)[] _parts;
    private readonly Dictionary<string, ReportReference> _reports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _duplicates = new(StringComparer.Ordinal);

    private CsvReports(IDatasetFiles files, CsvTable table)
    {
        _files = files;
        _text = table.TryColumn("report") ?? table.TryColumn("text");
        _path = table.TryColumn("path");
        _parts = [.. Parts.Select(part => (Column: table.TryColumn(part.Column), part.Heading)).Where(static part => part.Column is not null).Select(static part => (part.Column!.Value, part.Heading))];
        if (_text is null && _path is null && !_parts.Any(static part => part.Heading is "Findings" or "Impression"))
        {
            throw new DatasetException("missing-column", $"{Table} has none of the columns report, path, findings and impression: {table.HeaderTold}");
        }
    }

    public IEnumerable<string> Studies => _reports.Keys;

    /// <summary>The paths of the reports that are files of their own.</summary>
    public IEnumerable<string> Files =>
        _reports.Values.Where(static report => report.Form == ReportForm.Text).Select(static report => report.Path);

    public static bool IsThere(IDatasetFiles files) => files.LengthOf(Table) is not null;

    public static CsvReports Open(IDatasetFiles files)
    {
        if (files.LengthOf(Table) is null) throw new DatasetException("missing-table", $"{Table} is missing in {files.DisplayName}: a header line such as study_id,report and a line a study");
        using var table = CsvTable.Open(files, Table, compressible: false);
        return new CsvReports(files, table);
    }

    public CsvReports Index(CancellationToken cancellationToken)
    {
        using var table = CsvTable.Open(_files, Table, compressible: false);
        var study = table.Column("study_id");
        foreach (var record in table.Records(cancellationToken))
        {
            var path = _path is { } at ? record.Fields[at].Trim() : "";
            var reference = path.Length > 0
                ? new ReportReference(DatasetPath.Check(path, Table, record.Line))
                : new ReportReference(Table, ReportForm.CsvRecord, record.Offset, record.Length, Sha256: ReportParts.DigestOf(TextOf(record.Fields)));
            if (!_reports.TryAdd(record.Fields[study].Trim(), reference)) _duplicates.Add(record.Fields[study].Trim());
        }

        return this;
    }

    /// <summary>The report's place, or null with the reason why there is none.</summary>
    public ReportReference? Find(string study, FileInventory inventory, out string? reason)
    {
        reason = null;
        if (_duplicates.Contains(study)) reason = "duplicate-report";
        else if (!_reports.TryGetValue(study, out var report)) reason = "missing-report";
        else if (report.Form == ReportForm.CsvRecord) return report;
        else if (inventory.FirstOf(out reason, report.Path) is { } file) return report with { Bytes = file.Length, Stamp = file.Stamp };
        else if (reason == "missing-file") reason = "missing-report";
        return null;
    }

    /// <summary>The text of one record, or null where all its parts are empty.</summary>
    public string? TextOf(string[] fields)
    {
        if (_text is { } at && at < fields.Length && !string.IsNullOrWhiteSpace(fields[at])) return fields[at];
        return ReportParts.Join(_parts.Where(part => part.Column < fields.Length).Select(part => (part.Heading, fields[part.Column])));
    }
}

/// <summary>
/// A study as images.csv has it; the split is empty where the table leaves it out and null where it is none of the three.
/// </summary>
internal sealed class CsvStudy(string id, string patient, string? split)
{
    public string Id { get; } = id;

    public string Patient { get; } = patient;

    public string? Split { get; } = split;

    public List<CsvImage> Images { get; } = new(2);
}

/// <summary>
/// Deals patients into splits where the table has none: 90 % train, 5 % validate, 5 % test, by the digest of the patient's id alone.
/// </summary>
internal static class CsvSplit
{
    public static string Deal(string patient)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(patient), digest);
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(digest) % 20) switch
        {
            0 => "test",
            1 => "validate",
            _ => "train",
        };
    }
}

/// <summary>Studies that are looked for with one listing of the folders that their rows name.</summary>
internal sealed record CsvPart(IReadOnlyList<string> Prefixes, IReadOnlyList<CsvStudy> Studies)
{
    /// <summary>Above so many studies whole top folders are listed at once; below, each path is asked for.</summary>
    private const int Few = 1000;

    /// <summary>
    /// One part: paths of one's own data follow no order that studies could be cut by. Where an image is a folder each study is one, whose
    /// folders are listed alone: a series has hundreds of files.
    /// </summary>
    public static IEnumerable<CsvPart> Cut(IReadOnlyList<CsvStudy> studies, CsvReports reports, Modality modality)
    {
        if (studies.Count == 0) yield break;
        if (studies.Any(study => study.Images.Exists(image => CsvImages.IsFolder(image.Path, modality))))
        {
            foreach (var study in studies)
            {
                yield return new CsvPart([.. study.Images.Where(image => CsvImages.IsFolder(image.Path, modality)).Select(static image => image.Path + "/").Distinct(StringComparer.Ordinal)], [study]);
            }

            yield break;
        }

        string[] prefixes = studies.Count <= Few ? [] :
        [
            .. studies.SelectMany(static study => study.Images)
            .Select(static image => image.Path)
            .Concat(reports.Files)
            .Select(static path => path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)])
                .Where(static prefix => prefix.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        yield return new CsvPart(prefixes, studies);
    }
}
