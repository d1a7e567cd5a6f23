using System.Runtime.CompilerServices;
using VividMed.Datasets.Files;
using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Storage.Streams;
using VividMed.Taxonomy;

namespace VividMed.Datasets.Mimic;

/// <summary>
/// MIMIC-CXR 2.0.0 or 2.1.0: DICOM (.dcm, .dcm.gz) or JPG images, the reports as files or as the published archive, and the authors'
/// tables. By itself frontal (PA, AP) images take part. A study is excluded with <c>no-frontal-view</c>, <c>no-wanted-view</c>,
/// <c>no-images</c>, <c>missing-file</c>, <c>link-outside-root</c>, <c>missing-report</c>, <c>conflicting-reports</c>, <c>no-split</c> or
/// <c>unknown-id</c>.
/// </summary>
public sealed class MimicCxrDataset(IDatasetFiles files) : IDataset
{
    internal const string DatasetName = "mimic-cxr";
    internal static readonly string[] Extensions = [".dcm", ".dcm.gz", ".jpg"];

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public MimicCxrDataset(string root)
        : this(new LocalDatasetFiles(root))
    {
    }

    public string Name => DatasetName;

    public Modality Modality => Modality.Cxr;

    /// <summary>Reads the tables whole before the first study, then looks for the files folder by folder.</summary>
    /// <exception cref="DatasetException">A table is missing or damaged, or lacks a column.</exception>
    public async IAsyncEnumerable<Study> ListStudiesAsync(
        StudySelection? selection = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        selection ??= StudySelection.Everything;
        var (tables, reports) = await Task.Run(
            () => (new MimicTables(files, cancellationToken), new MimicReports(files, cancellationToken)), cancellationToken);
        var wanted = tables.Studies.Values.Where(study => selection.Wants(study.Id, tables.SplitOf(study.Patient)))
            .OrderBy(static study => study.Patient, StringComparer.Ordinal)
            .ThenBy(static study => study.Id, StringComparer.Ordinal)
            .ToArray();
        var studies = ListAsync(wanted, tables, reports, selection.Views, cancellationToken);
        await foreach (var study in selection.FinishAsync(studies, Modality, tables.Studies.ContainsKey, cancellationToken)) yield return study;
    }

    /// <summary>The report's file as it is, unpacked where it lies in the published archive.</summary>
    /// <exception cref="DatasetException"><c>missing-report</c>, <c>broken-report</c>, <c>report-too-long</c> or
    /// <c>empty-report</c>.</exception>
    public async Task<ReportContent> LoadReportAsync(Study study, CancellationToken cancellationToken = default)
    {
        var bytes = await ReportBytes.ReadAsync(files, study.Id, study.Report, cancellationToken);
        if (study.Report!.Form == ReportForm.ZipMember) bytes = ZipReport.Unpack(bytes, study.Report, study.Id);
        var text = ReportBytes.Decode(bytes);
        return string.IsNullOrWhiteSpace(text)
            ? throw new DatasetException("empty-report", $"the report of study {study.Id} is empty")
            : new ReportContent(text, Sha256.Of(bytes));
    }

    public Stream OpenImage(StudyImage image) => files.OpenImage(image);

    private async IAsyncEnumerable<Study> ListAsync(
        MimicStudy[] wanted, MimicTables tables, MimicReports reports, IReadOnlyList<string> views,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (part, inventory) in InventoryReader.ReadAsync(files, MimicPart.Cut(wanted), static part => part.Prefixes, cancellationToken))
        {
            await MimicViews.CompleteAsync(files, part, inventory, cancellationToken);
            foreach (var study in part.Studies) yield return Describe(study, tables.SplitOf(study.Patient), reports, inventory, views);
        }
    }

    private static Study Describe(
        MimicStudy study, string split, MimicReports reports, FileInventory inventory, IReadOnlyList<string> views)
    {
        var (part, leftOut) = (new List<StudyImage>(), new List<LeftOutImage>());
        foreach (var image in study.Images)
        {
            var stem = study.StemOf(image);
            if (part.Exists(known => known.Id == image.Id) || leftOut.Exists(known => known.Id == image.Id))
            {
                leftOut.Add(new LeftOutImage(image.Id, "duplicate-id"));
            }
            else if (image.View is { } view && !ViewPosition.IsWanted(view, views)) leftOut.Add(
                new LeftOutImage(image.Id, ViewPosition.ReasonToLeaveOut(view)));
            else if (inventory.FirstOf(out var missing, stem + Extensions[0], stem + Extensions[1], stem + Extensions[2]) is not { } file) leftOut.Add(
                new LeftOutImage(image.Id, missing!));
            else part.Add(new StudyImage(image.Id, file.Path, image.View!, file.Length, Stamp: file.Stamp));
        }

        var report = reports.Find(study, inventory, out var noReport);
        var exclusion = split.Length == 0 ? "no-split"
            : part.Count > 0 ? noReport
            : leftOut.Count == 0 ? "no-images"
            : leftOut.Find(static image => image.Reason is "missing-file" or "link-outside-root") is { } absent ? absent.Reason
            : views.Count == 0 ? "no-frontal-view" : "no-wanted-view";
        return new Study(study.Id, study.Patient, split, Modality.Cxr, part, report, leftOut, exclusion);
    }
}
