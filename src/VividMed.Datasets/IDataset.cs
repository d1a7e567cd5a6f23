using VividMed.Datasets.Reports;
using VividMed.Datasets.Selection;
using VividMed.Taxonomy;

namespace VividMed.Datasets;

/// <summary>
/// A dataset read as studies in a stable order (ordinal by patient, then by study; the same tables give the same list wherever the files
/// lie).
/// </summary>
public interface IDataset
{
    /// <summary>The name as on the command line: mimic-cxr, ct-rate, cxr-csv, ct-csv or mr-csv.</summary>
    string Name { get; }

    /// <summary>What all its images are.</summary>
    Modality Modality { get; }

    /// <summary>Whether nobody but this program says which split a patient is in, so that it may put patients together.</summary>
    bool DealsSplits => false;

    /// <summary>
    /// Lists every study that the dataset's own tables name and the selection wants, including those left out with a reason. Streamed: the
    /// first study comes long before the last file has been looked for.
    /// </summary>
    /// <exception cref="DatasetException">A table is missing or lacks a column.</exception>
    IAsyncEnumerable<Study> ListStudiesAsync(StudySelection? selection = null, CancellationToken cancellationToken = default);

    /// <summary>The report's text as published: the file's content, or for a table the parts joined under their headings.</summary>
    /// <exception cref="DatasetException">The report is missing or cannot be read.</exception>
    Task<ReportContent> LoadReportAsync(Study study, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens an image's bytes, without a gzip layer round a DICOM file; of a DICOM series all its files as one run of bytes, whatever they are
    /// called. The caller disposes the stream.
    /// </summary>
    /// <exception cref="DatasetException">The file has gone; of a series told by the first read.</exception>
    Stream OpenImage(StudyImage image);
}

/// <summary>Reports without their digests.</summary>
public static class DatasetReports
{
    /// <summary>The text alone of what <see cref="IDataset.LoadReportAsync"/> gives.</summary>
    /// <exception cref="DatasetException">The report is missing or cannot be read.</exception>
    public static async Task<string> ReadReportAsync(this IDataset dataset, Study study, CancellationToken cancellationToken = default) =>
        (await dataset.LoadReportAsync(study, cancellationToken)).Text;
}
