using System.Runtime.CompilerServices;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Taxonomy;

namespace VividMed.Datasets.CtRate;

/// <summary>
/// CT-RATE. The second release (<c>train_fixed</c>, <c>valid_fixed</c>: Hounsfield units) is read as it is; a volume that is there in the
/// first release only comes with the table's rescale and geometry. A study is a scan; of its reconstructions the first that exists takes
/// part. The root may be the folder that holds <c>dataset/</c> or that folder itself. A study is excluded with <c>not-chest</c>,
/// <c>missing-file</c>, <c>link-outside-root</c>, <c>no-spacing</c>, <c>no-rescale</c> or <c>unknown-id</c>.
/// </summary>
public sealed class CtRateDataset(IDatasetFiles files) : IDataset
{
    internal const string DatasetName = "ct-rate";
    private string? _prefix;
    private int?[]? _columns;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public CtRateDataset(string root)
        : this(new LocalDatasetFiles(root))
    {
    }

    public string Name => DatasetName;

    public Modality Modality => Modality.Ct;

    private string Prefix =>
        _prefix ??= CtRatePart.All.Any(part => CtRateTables.Find(files, "dataset/", part.ReportTables) is not null) ? "dataset/" : "";

    /// <summary>Reads the tables of both parts whole before the first study.</summary>
    /// <exception cref="DatasetException">A table is missing or damaged, or lacks a column.</exception>
    public async IAsyncEnumerable<Study> ListStudiesAsync(
        StudySelection? selection = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        selection ??= StudySelection.Everything;
        var tables = await Task.Run(() => new CtRateTables(files, Prefix, cancellationToken), cancellationToken);
        var wanted = tables.Scans.Values.Where(scan => selection.Wants(scan.Id, scan.Part.Split))
            .OrderBy(static scan => scan.Id, StringComparer.Ordinal)
            .ToArray();
        var studies = ListAsync(wanted, tables, selection.AllReconstructions, cancellationToken);
        await foreach (var study in selection.FinishAsync(studies, Modality, tables.Scans.ContainsKey, cancellationToken)) yield return study;
    }

    /// <summary>The columns of the scan's row in the table, joined under their headings.</summary>
    /// <exception cref="DatasetException"><c>missing-report</c> where the table has changed meanwhile, or <c>empty-report</c>.</exception>
    public async Task<ReportContent> LoadReportAsync(Study study, CancellationToken cancellationToken = default)
    {
        var record = await ReportBytes.ReadAsync(files, study.Id, study.Report, cancellationToken);
        var text = CtRateReport.Join(_columns ??= ReadColumns(study.Report!.Path), CsvReader.Parse(record))
            ?? throw new DatasetException("empty-report", $"the report of study {study.Id} has neither findings nor an impression");
        return new ReportContent(text, ReportParts.DigestOf(text));
    }

    public Stream OpenImage(StudyImage image) => files.OpenImage(image);

    /// <summary>Every row of the metadata tables that are there.</summary>
    public IEnumerable<CtRateVolumeMetadata> ReadMetadata(CancellationToken cancellationToken = default) => CtRatePart.All
        .Select(part => CtRateTables.Find(files, Prefix, part.MetadataTables)).OfType<string>()
        .SelectMany(path => CtRateMetadata.Read(files, path, cancellationToken));

    /// <summary>The 18 published labels by scan (study id): predictions of the authors' text classifier, not of a reader.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> ReadLabels(CancellationToken cancellationToken = default)
    {
        var labels = new SortedDictionary<string, IReadOnlyDictionary<string, bool>>(StringComparer.Ordinal);
        foreach (var path in CtRatePart.All.Select(part => CtRateTables.Find(files, Prefix, part.LabelTables)).OfType<string>())
        {
            using var table = CsvTable.Open(files, path);
            var volume = table.Column(CtRateReport.Volume);
            foreach (var record in table.Records(cancellationToken))
            {
                var values = table.Header.Select((name, column) => (name, record.Fields[column])).Where((_, column) => column != volume);
                labels.TryAdd(
                    CtRateVolumeName.Parse(record.Fields[volume], path, record.Line).Scan,
                    values.ToDictionary(static cell => cell.name, static cell => cell.Item2.Trim() is "1" or "1.0"));
            }
        }

        return labels;
    }

    private async IAsyncEnumerable<Study> ListAsync(
        CtRateScan[] wanted, CtRateTables tables, bool all, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = wanted.GroupBy(static scan => scan.Neighbors);
        await foreach (var (scans, inventory) in InventoryReader.ReadAsync(files, parts, Prefixes, cancellationToken))
        {
            foreach (var scan in scans) yield return Describe(scan, tables, inventory, all);
        }

        string[] Prefixes(IGrouping<string, CtRateScan> scans)
        {
            var folder = scans.First().Part.Folder;
            return [$"{Prefix}{folder}_fixed/{scans.Key}", $"{Prefix}{folder}/{scans.Key}"];
        }
    }

    private Study Describe(CtRateScan scan, CtRateTables tables, FileInventory inventory, bool all)
    {
        var (part, leftOut) = (new List<StudyImage>(), new List<LeftOutImage>());
        foreach (var volume in scan.Volumes.OrderBy(static volume => volume.Reconstruction))
        {
            var image = tables.NotChest.Contains(volume.Name)
                ? Left("not-chest")
                : Find(volume, tables, inventory, out var reason) ?? Left(reason!);
            if (image is null) continue;
            if (part.Count > 0 && !all) Left("other-reconstruction");
            else part.Add(image);

            StudyImage? Left(string why)
            {
                leftOut.Add(new LeftOutImage(volume.Id, why));
                return null;
            }
        }

        var exclusion = part.Count > 0 ? null : leftOut.Select(static image => image.Reason).MinBy(static reason => reason == "not-chest");
        return new Study(scan.Id, scan.Patient, scan.Part.Split, Modality.Ct, part, scan.Report, leftOut, exclusion);
    }

    /// <summary>The volume in the second release, else in the first with what its table adds, else null with the reason.</summary>
    private StudyImage? Find(CtRateVolumeName volume, CtRateTables tables, FileInventory inventory, out string? reason)
    {
        var metadata = tables.Metadata.GetValueOrDefault(volume.Name);
        var (second, first) = ($"{Prefix}{volume.Part}_fixed/{volume.Stem}", $"{Prefix}{volume.Part}/{volume.Stem}");
        var file = inventory.FirstOf(out reason, second + ".nii.gz", second + ".nii", first + ".nii.gz", first + ".nii");
        var raw = file?.Path.StartsWith(first, StringComparison.Ordinal) == true;
        if (file is null) return null;
        if (metadata is { Spacing: null or { Z: null } } || (raw && metadata is null)) reason = "no-spacing";
        else if (raw && metadata!.Rescale is null) reason = "no-rescale";
        return reason is not null ? null : new StudyImage(
            volume.Id, file!.Value.Path, "", file.Value.Length, metadata?.Spacing, metadata is null ? null : CtRateGeometry.Of(metadata),
            raw ? metadata!.Rescale : null, file.Value.Stamp)
        {
            Acquisition = metadata?.Acquisition,
        };
    }

    private int?[] ReadColumns(string path)
    {
        using var table = CsvTable.Open(files, path, compressible: false);
        return CtRateReport.ColumnsOf(table);
    }
}
