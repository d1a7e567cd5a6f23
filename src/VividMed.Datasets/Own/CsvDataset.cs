using System.Runtime.CompilerServices;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Datasets.Mimic;
using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Datasets.Series;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Own;

/// <summary>
/// One's own data: images.csv (study_id, path; optionally patient_id, image_id, view, split, series) and reports.csv (study_id and one of
/// report, path, or parts such as findings and impression). A path of CT may be a folder that holds a DICOM series; MR are NIfTI files. Names and splits may be anything that makes sense; see the how-to. A study is excluded
/// with <c>missing-file</c>, <c>link-outside-root</c>, <c>missing-report</c>, <c>duplicate-report</c>, <c>unsupported-file</c>,
/// <c>no-split</c>, <c>no-frontal-view</c>, <c>no-wanted-view</c> or <c>unknown-id</c>.
/// </summary>
public sealed class CsvDataset(IDatasetFiles files, Modality modality) : IDataset
{
    internal const string RadiographName = "cxr-csv";
    internal const string VolumeName = "ct-csv";
    internal const string HeadName = "mr-csv";
    private CsvReports? _reports;

    /// <summary>cxr-csv, ct-csv or mr-csv.</summary>
    public string Name => modality switch { Modality.Ct => VolumeName, Modality.Mr => HeadName, _ => RadiographName };

    public Modality Modality => modality;

    /// <summary>Where images.csv has no column split. Reads its first line.</summary>
    /// <exception cref="DatasetException">The table is damaged.</exception>
    public bool DealsSplits => !CsvImages.HasSplitColumn(files);

    /// <summary>
    /// Reads both tables whole before the first study; a study that only reports.csv names is excluded with <c>no-images</c>.
    /// </summary>
    /// <exception cref="DatasetException">A table is missing or damaged, or lacks a column.</exception>
    public async IAsyncEnumerable<Study> ListStudiesAsync(
        StudySelection? selection = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        selection ??= StudySelection.Everything;
        var (images, reports) = await Task.Run(() => ReadTables(cancellationToken), cancellationToken);
        foreach (var study in reports.Studies.Where(study => !images.Studies.ContainsKey(study)))
        {
            images.Studies.Add(study, new CsvStudy(study, study, images.HasSplits ? "" : CsvSplit.Deal(study)));
        }

        var wanted = images.Studies.Values.Where(study => selection.Wants(study.Id, study.Split ?? ""))
            .OrderBy(static study => study.Patient, StringComparer.Ordinal)
            .ThenBy(static study => study.Id, StringComparer.Ordinal)
            .ToArray();
        var studies = ListAsync(wanted, reports, selection.Views, cancellationToken);
        await foreach (var study in selection.FinishAsync(studies, modality, images.Studies.ContainsKey, cancellationToken)) yield return study;
    }

    /// <summary>One column or file as it is, or the parts of the row under their headings.</summary>
    /// <exception cref="DatasetException"><c>missing-report</c>, <c>report-too-long</c> or <c>empty-report</c>.</exception>
    public async Task<ReportContent> LoadReportAsync(Study study, CancellationToken cancellationToken = default)
    {
        var bytes = await ReportBytes.ReadAsync(files, study.Id, study.Report, cancellationToken);
        var inTable = study.Report!.Form == ReportForm.CsvRecord;
        var text = inTable ? (_reports ??= CsvReports.Open(files)).TextOf(CsvReader.Parse(bytes)) : ReportBytes.Decode(bytes);
        return string.IsNullOrWhiteSpace(text)
            ? throw new DatasetException("empty-report", $"the report of study {study.Id} is empty")
            : new ReportContent(text, inTable ? ReportParts.DigestOf(text) : Sha256.Of(bytes));
    }

    public Stream OpenImage(StudyImage image) => SeriesFiles.IsFolder(image.Path) ? new SeriesStream(files, image) : files.OpenImage(image);

    private async IAsyncEnumerable<Study> ListAsync(
        CsvStudy[] wanted, CsvReports reports, IReadOnlyList<string> views, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (part, inventory) in InventoryReader.ReadAsync(files, CsvPart.Cut(wanted, reports, modality), static part => part.Prefixes, cancellationToken))
        {
            foreach (var study in part.Studies) yield return Describe(study, reports, inventory, views);
        }
    }

    private Study Describe(CsvStudy study, CsvReports reports, FileInventory inventory, IReadOnlyList<string> views)
    {
        var (part, leftOut) = (new List<StudyImage>(), new List<LeftOutImage>());
        foreach (var image in study.Images)
        {
            if (part.Exists(known => known.Id == image.Id)) leftOut.Add(new LeftOutImage(image.Id, "duplicate-id"));
            else if (CsvImages.IsFolder(image.Path, modality)) part.AddRange(FindFolder(image, inventory, leftOut));
            else if (!CsvImages.IsReadable(image.Path, modality)) leftOut.Add(new LeftOutImage(image.Id, "unsupported-file"));
            else if (!IsWanted(image.View, views)) leftOut.Add(new LeftOutImage(image.Id, ViewPosition.ReasonToLeaveOut(image.View)));
            else if (inventory.FirstOf(out var missing, image.Path) is not { } file) leftOut.Add(new LeftOutImage(image.Id, missing!));
            else part.Add(new StudyImage(image.Id, image.Path, image.View, file.Length, Stamp: file.Stamp, Series: image.Series));
        }

        var report = reports.Find(study.Id, inventory, out var noReport);
        var exclusion = string.IsNullOrEmpty(study.Split) ? "no-split"
            : part.Count > 0 ? noReport
            : study.Images.Count == 0 ? "no-images"
            : leftOut.Select(static image => image.Reason).FirstOrDefault(static reason => reason is "missing-file" or "link-outside-root" or "unsupported-file") ?? (views.Count == 0 ? "no-frontal-view" : "no-wanted-view");
        return new Study(study.Id, study.Patient, study.Split ?? "", modality, part, report, leftOut, exclusion);
    }

    /// <summary>A folder as the image that its DICOM files make together; what is beside them is left out, each with a reason.</summary>
    private static IEnumerable<StudyImage> FindFolder(CsvImage image, FileInventory inventory, List<LeftOutImage> leftOut)
    {
        var files = inventory.Below(image.Path + "/");
        var objects = SeriesFiles.ObjectsOf(files);
        if (objects.Count == 0 || objects.Exists(static file => file.LeadsOut))
        {
            var reason = objects.Count > 0 ? "link-outside-root"
                : files.Count > 0 || CsvImages.HasExtension(image.Path) || inventory.FirstOf(out var missing, image.Path) is not null ? "unsupported-file"
                : missing!;
            leftOut.Add(new LeftOutImage(image.Id, reason));
            return [];
        }

        leftOut.AddRange(Enumerable.Repeat(new LeftOutImage(image.Id, "not-dicom"), files.Count - objects.Count));
        return
        [
            new StudyImage(
                image.Id, image.Path + "/", image.View, SeriesPack.LengthOf(objects.Select(static file => file.Length)), Stamp: SeriesStamp.Of(objects), Series: image.Series),
        ];
    }

    /// <summary>Without images.csv a study of CT is the folder that has its name.</summary>
    private (CsvImages Images, CsvReports Reports) ReadTables(CancellationToken cancellationToken)
    {
        var images = CsvImages.Find(files, cancellationToken);
        if (images is null && (modality != Modality.Ct || !CsvReports.IsThere(files))) throw CsvImages.Missing(files, modality);
        var reports = CsvReports.Open(files).Index(cancellationToken);
        return (images ?? CsvImages.OfFolders(reports.Studies), reports);
    }

    /// <summary>Who lists images without a view wants them; a view that is given counts as in MIMIC-CXR.</summary>
    private bool IsWanted(string view, IReadOnlyList<string> views) =>
        modality.IsVolume() || (view.Length == 0 && views.Count == 0) || ViewPosition.IsWanted(view, views);
}
