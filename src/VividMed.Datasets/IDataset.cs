namespace VividMed.Datasets;

/// <summary>A published dataset's folder, read as studies in a stable order (ordinal by study id).</summary>
public interface IDataset
{
    /// <summary>The name as on the command line: mimic-cxr or ct-rate.</summary>
    string Name { get; }

    /// <summary>Lists every study that the dataset's own tables name, including those left out with a reason.</summary>
    /// <exception cref="DatasetException">A table is missing or lacks a column.</exception>
    IAsyncEnumerable<Study> ListStudiesAsync(CancellationToken cancellation = default);

    /// <summary>The report's text as published: the file's content, or for a table the parts joined under their headings.</summary>
    /// <exception cref="DatasetException">The report is missing or cannot be read.</exception>
    Task<string> ReadReportAsync(Study study, CancellationToken cancellation = default);

    /// <summary>Opens an image's bytes; the caller disposes the stream.</summary>
    Stream OpenImage(StudyImage image);
}
