namespace VividMed.Datasets;

/// <summary>
/// Where a report lies: a path relative to the dataset's root, and for a record or an archive member the range of bytes to read
/// (for a member from its local header on, with room for that).
/// </summary>
public sealed record ReportReference(string Path, ReportForm Form = ReportForm.Text, long Offset = 0, int Length = 0);
