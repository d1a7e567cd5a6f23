namespace VividMed.Datasets;

/// <summary>Where a report lies: a whole file (Length = 0) or one CSV record at a byte offset; the path is relative to the dataset's root.</summary>
public sealed record ReportReference(string Path, long Offset = 0, int Length = 0);
