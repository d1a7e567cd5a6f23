using System.Text.Json.Serialization;

namespace VividMed.Datasets.Reports;

/// <summary>
/// Where a report lies: a path relative to the dataset's root, and for a record or an archive member the range of bytes to read
/// (for a member from its local header on, with room for that).
/// </summary>
/// <param name="Bytes">The file's length, or the member's within its archive; 0 where it is not known.</param>
/// <param name="Stamp">The source's mark of the file's present state; of a member the checksum that its archive has.</param>
/// <param name="Sha256">The digest of the report as <see cref="ReportContent"/> has it; null where it has to be read.</param>
/// <param name="Member">What the member of an archive is called in the source index.</param>
public sealed record ReportReference(
    string Path, ReportForm Form = ReportForm.Text, long Offset = 0, int Length = 0,
    long Bytes = 0, string Stamp = "", string? Sha256 = null, string? Member = null)
{
    /// <summary>Under which name the source index knows it.</summary>
    [JsonIgnore]
    public string Name => Member is null ? Path : $"{Path}!{Member}";
}

/// <summary>
/// A report's text as published with the digest by which it is known: of the file's or member's bytes, and where the text is made of a
/// table's columns, of that text, so that an edit of another column changes nothing.
/// </summary>
public sealed record ReportContent(string Text, string Sha256);

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
