namespace VividMed.Datasets;

/// <summary>How a report lies in its file.</summary>
public enum ReportForm
{
    /// <summary>The whole file is the report's text.</summary>
    Text,

    /// <summary>One record of a CSV table.</summary>
    CsvRecord,

    /// <summary>One member of a zip archive.</summary>
    ZipMember,
}
