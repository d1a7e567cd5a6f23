namespace VividMed.Datasets;

/// <summary>What CT-RATE's tables say: the scans with their volumes, which volumes show no chest, and what the metadata hold of each.</summary>
internal sealed class CtRateTables
{
    private readonly IDatasetFiles _files;
    private readonly string _prefix;
    private readonly CancellationToken _cancellation;

    public CtRateTables(IDatasetFiles files, string prefix, CancellationToken cancellation)
    {
        (_files, _prefix, _cancellation) = (files, prefix, cancellation);
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
        foreach (var record in table.Records(_cancellation))
        {
            var volume = CtRateVolumeName.Parse(record.Fields[column], path, record.Offset);
            if (!Scans.TryGetValue(volume.Scan, out var scan)) Scans.Add(volume.Scan, scan = new CtRateScan(volume.Scan, volume.Patient, part));
            if (scan.Volumes.TrueForAll(known => known.Reconstruction > volume.Reconstruction)) scan.Report = new ReportReference(path, ReportForm.CsvRecord, record.Offset, record.Length);
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
