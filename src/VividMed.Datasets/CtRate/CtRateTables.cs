using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;

namespace VividMed.Datasets.CtRate;

/// <summary>
/// What CT-RATE's tables say: the scans with their volumes, which volumes show no chest, and what the metadata hold of each.
/// </summary>
internal sealed class CtRateTables
{
    private readonly IDatasetFiles _files;
    private readonly string _prefix;
    private readonly CancellationToken _cancellation;

    public CtRateTables(IDatasetFiles files, string prefix, CancellationToken cancellationToken)
    {
        (_files, _prefix, _cancellation) = (files, prefix, cancellationToken);
        var parts = CtRatePart.All.Where(part => Find(part.ReportTables) is not null).ToArray();
        if (parts.Length == 0) throw new DatasetException("missing-table", $"neither radiology_text_reports/train_reports.csv nor validation_reports.csv is in {files.DisplayName}");
        foreach (var part in parts)
        {
            ReadScans(part);
            ReadNoChest(part);
            ReadMetadata(part);
        }
    }

    public Dictionary<string, CtRateScan> Scans { get; } = new(StringComparer.Ordinal);

    public HashSet<string> NotChest { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CtRateVolumeMetadata> Metadata { get; } = new(StringComparer.Ordinal);

    public static string? Find(IDatasetFiles files, string prefix, IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Select(name => prefix + name).FirstOrDefault(path => files.LengthOf(path) is not null);

    private string? Find(IReadOnlyList<string> names) => Find(_files, _prefix, names);

    private void ReadScans(CtRatePart part)
    {
        var path = Find(part.ReportTables)!;
        using var table = CsvTable.Open(_files, path, compressible: false);
        var column = table.Column(CtRateReport.Volume);
        foreach (var required in CtRateReport.Parts.Skip(2)) table.Column(required.Column);
        var columns = CtRateReport.ColumnsOf(table);
        foreach (var record in table.Records(_cancellation))
        {
            var volume = CtRateVolumeName.Parse(record.Fields[column], path, record.Line);
            if (!Scans.TryGetValue(volume.Scan, out var scan))
            {
                Scans.Add(volume.Scan, scan = new CtRateScan(volume.Scan, volume.Patient, part));
            }

            if (scan.Volumes.TrueForAll(known => known.Reconstruction > volume.Reconstruction))
            {
                var digest = ReportParts.DigestOf(CtRateReport.Join(columns, record.Fields));
                scan.Report = new ReportReference(path, ReportForm.CsvRecord, record.Offset, record.Length, Sha256: digest);
            }

            if (!scan.Volumes.Contains(volume)) scan.Volumes.Add(volume);
        }
    }

    /// <summary>One volume a line, with or without extension or folders before it.</summary>
    private void ReadNoChest(CtRatePart part)
    {
        if (Find(part.NoChestLists) is not { } path) return;
        using var reader = new StreamReader(_files.OpenRead(path)!);
        while (reader.ReadLine() is { } line)
        {
            _cancellation.ThrowIfCancellationRequested();
            var name = line.AsSpan().Trim().Trim("\"',");
            name = name[(name.LastIndexOf('/') + 1)..];
            if (name.Length > 0) NotChest.Add(name.EndsWith(".nii.gz") ? name.ToString() : $"{name}.nii.gz");
        }
    }

    private void ReadMetadata(CtRatePart part)
    {
        if (Find(part.MetadataTables) is not { } path) return;
        foreach (var volume in CtRateMetadata.Read(_files, path, _cancellation)) Metadata.TryAdd(volume.Volume, volume);
    }
}

/// <summary>A scan with the volumes that the report table lists for it and the report of the first of them.</summary>
internal sealed record CtRateScan(string Id, string Patient, CtRatePart Part)
{
    public List<CtRateVolumeName> Volumes { get; } = new(2);

    public ReportReference? Report { get; set; }

    /// <summary>Scans whose names begin alike lie together and are looked for with one listing: train_1, train_2, ...</summary>
    public string Neighbors => Id[..(Part.Folder.Length + 2)];
}

/// <summary>
/// The two halves of CT-RATE with their unlike table names: reports and metadata say "validation", the rest says "valid".
/// </summary>
internal sealed record CtRatePart(string Folder, string Tables, string Labels, string Split)
{
    public static IReadOnlyList<CtRatePart> All { get; } = [new("train", "train", "train", "train"), new("valid", "validation", "valid", "validate")];

    /// <summary>Tables may be called by either name: a corrected copy of the dataset might settle on one.</summary>
    public IReadOnlyList<string> ReportTables =>
        [$"radiology_text_reports/{Tables}_reports.csv", $"radiology_text_reports/{Folder}_reports.csv"];

    public IReadOnlyList<string> MetadataTables => [$"metadata/{Tables}_metadata.csv", $"metadata/{Folder}_metadata.csv"];

    public IReadOnlyList<string> LabelTables =>
        [$"multi_abnormality_labels/{Labels}_predicted_labels.csv", $"multi_abnormality_labels/{Tables}_predicted_labels.csv"];

    public IReadOnlyList<string> NoChestLists => [$"metadata/no_chest_{Labels}.txt", $"metadata/no_chest_{Tables}.txt"];
}

/// <summary>
/// A scan's report: one line for each part that is not empty, in the order ClinicalInformation, Technique, Findings, Impression.
/// </summary>
internal static class CtRateReport
{
    public const string Volume = "VolumeName";
    public static readonly (string Column, string Heading)[] Parts =
    [
        ("ClinicalInformation_EN", "ClinicalInformation"), ("Technique_EN", "Technique"), ("Findings_EN", "Findings"),
        ("Impressions_EN", "Impression"),
    ];

    /// <summary>Where the table has each part.</summary>
    public static int?[] ColumnsOf(CsvTable table) => [.. Parts.Select(part => table.TryColumn(part.Column))];

    /// <summary>The parts of a record, or null where both findings and impression are empty.</summary>
    public static string? Join(int?[] columns, string[] fields) => ReportParts.Join(
        Parts.Zip(columns, (part, column) => (part.Heading, column is { } at && at < fields.Length ? fields[at] : "")));
}
