using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace VividMed.Datasets;

/// <summary>
/// CT-RATE's second release (<c>train_fixed</c>, <c>valid_fixed</c>: Hounsfield units). A study is a scan; of its reconstructions the first that exists takes part.
/// The root may be the folder that holds <c>dataset/</c> or that folder itself. A study is excluded with <c>not-chest</c> or <c>missing-file</c>.
/// </summary>
public sealed class CtRateDataset : IDataset
{
    internal const string DatasetName = "ct-rate";
    private readonly DatasetFiles _files;
    private readonly CtRateOptions _options;
    private readonly string _prefix;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public CtRateDataset(string root, CtRateOptions? options = null)
    {
        _files = new DatasetFiles(root);
        _options = options ?? new CtRateOptions();
        _prefix = Directory.Exists(Path.Combine(root, "dataset")) ? "dataset/" : "";
    }

    public string Name => DatasetName;

    public async IAsyncEnumerable<Study> ListStudiesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var parts = CtRatePart.All.Where(part => _files.Exists(_prefix + part.ReportTable)).ToArray();
        if (parts.Length == 0) throw new DatasetException("missing-table", "neither radiology_text_reports/train_reports.csv nor validation_reports.csv is in the dataset's folder");
        var scans = await Task.Run(() => parts.SelectMany(part => ReadScans(part, cancellation)).OrderBy(static scan => scan.Id, StringComparer.Ordinal).ToList(), cancellation);
        var notChest = parts.SelectMany(ReadNoChest).ToFrozenSet();
        var spacings = await Task.Run(
            () => ReadMetadata(cancellation).Where(static volume => volume.Spacing is not null).DistinctBy(static volume => volume.Volume).ToFrozenDictionary(static volume => volume.Volume, static volume => volume.Spacing), cancellation);
        foreach (var scan in scans)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Describe(scan, notChest, spacings);
        }
    }

    public async Task<string> ReadReportAsync(Study study, CancellationToken cancellation = default)
    {
        var record = await _files.ReadReportAsync(study.Id, study.Report, cancellation);
        using var table = CsvTable.Open(_files.Resolve(study.Report!.Path));
        var columns = CtRateReport.Parts.Select(part => table.TryColumn(part.Column)).ToArray();
        var fields = CsvReader.Parse(record);
        return CtRateReport.Join([.. columns.Select(column => column is { } at && at < fields.Length ? fields[at] : "")])
            ?? throw new DatasetException("empty-report", $"the report of study {study.Id} has neither findings nor an impression");
    }

    public Stream OpenImage(StudyImage image) => _files.OpenImage(image);

    /// <summary>Every row of the metadata tables that are there.</summary>
    public IEnumerable<CtRateVolumeMetadata> ReadMetadata(CancellationToken cancellation = default) => CtRatePart.All
        .Where(part => _files.Exists(_prefix + part.MetadataTable))
        .SelectMany(part => CtRateMetadata.Read(_files.Resolve(_prefix + part.MetadataTable), cancellation));

    /// <summary>The 18 published labels by scan (study id): predictions of the authors' text classifier, not of a reader.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> ReadLabels(CancellationToken cancellation = default)
    {
        var labels = new SortedDictionary<string, IReadOnlyDictionary<string, bool>>(StringComparer.Ordinal);
        foreach (var part in CtRatePart.All.Where(part => _files.Exists(_prefix + part.LabelTable)))
        {
            using var table = CsvTable.Open(_files.Resolve(_prefix + part.LabelTable));
            var volume = table.Column(CtRateReport.Volume);
            foreach (var record in table.Records(cancellation))
            {
                var values = table.Header.Select((name, column) => (name, record.Fields[column])).Where((_, column) => column != volume);
                labels.TryAdd(CtRateVolumeName.Parse(record.Fields[volume]).Scan, values.ToDictionary(static cell => cell.name, static cell => cell.Item2.Trim() is "1" or "1.0"));
            }
        }

        return labels;
    }

    private IEnumerable<CtRateScan> ReadScans(CtRatePart part, CancellationToken cancellation)
    {
        var path = _prefix + part.ReportTable;
        using var table = CsvTable.Open(_files.Resolve(path));
        var column = table.Column(CtRateReport.Volume);
        foreach (var required in CtRateReport.Parts.Skip(2)) table.Column(required.Column);
        var scans = new Dictionary<string, CtRateScan>();
        foreach (var record in table.Records(cancellation))
        {
            var volume = CtRateVolumeName.Parse(record.Fields[column]);
            if (!scans.TryGetValue(volume.Scan, out var scan)) scans.Add(volume.Scan, scan = new CtRateScan(volume.Scan, volume.Patient, part));
            if (scan.Volumes.TrueForAll(known => known.Reconstruction > volume.Reconstruction)) scan.Report = new ReportReference(path, record.Offset, record.Length);
            if (!scan.Volumes.Contains(volume)) scan.Volumes.Add(volume);
        }

        return scans.Values;
    }

    private IEnumerable<string> ReadNoChest(CtRatePart part)
    {
        var path = _files.Resolve(_prefix + part.NoChestList);
        return File.Exists(path) ? File.ReadLines(path).Select(static line => line.Trim()).Where(static line => line.Length > 0).Select(WithExtension) : [];

        static string WithExtension(string name) => name.EndsWith(".nii.gz", StringComparison.Ordinal) ? name : name + ".nii.gz";
    }

    private Study Describe(CtRateScan scan, FrozenSet<string> notChest, FrozenDictionary<string, VoxelSpacing?> spacings)
    {
        var (part, leftOut) = (new List<StudyImage>(), new List<LeftOutImage>());
        foreach (var volume in scan.Volumes.OrderBy(static volume => volume.Reconstruction))
        {
            var id = $"{volume.Scan}_{volume.Reconstruction}";
            var stem = $"{_prefix}{volume.Part}_fixed/{volume.Stem}";
            if (notChest.Contains(volume.Name)) leftOut.Add(new LeftOutImage(id, "not-chest"));
            else if (_files.FirstExisting(stem + ".nii.gz", stem + ".nii") is not { } path) leftOut.Add(new LeftOutImage(id, "missing-file"));
            else if (part.Count > 0 && !_options.AllReconstructions) leftOut.Add(new LeftOutImage(id, "other-reconstruction"));
            else part.Add(new StudyImage(id, path, "", spacings.GetValueOrDefault(volume.Name)));
        }

        var exclusion = part.Count > 0 ? null : leftOut.Exists(static image => image.Reason == "missing-file") ? "missing-file" : "not-chest";
        return new Study(scan.Id, scan.Patient, scan.Part.Split, Modality.Ct, part, scan.Report, leftOut, exclusion);
    }
}
