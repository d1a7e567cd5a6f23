namespace VividMed.Datasets.Reports;

/// <summary>Makes one text of a report that comes in columns: a line for each part that is not empty, under its heading.</summary>
internal static class ReportParts
{
    /// <summary>Null where both findings and impression are empty.</summary>
    public static string? Join(IEnumerable<(string Heading, string Text)> parts)
    {
        var lines = parts.Select(static part => (part.Heading, Text: part.Text.Trim().ReplaceLineEndings(" ")))
            .Where(static part => part.Text.Length > 0)
            .ToArray();
        return lines.Any(static line => line.Heading is "Findings" or "Impression")
            ? string.Join('\n', lines.Select(static line => $"{line.Heading}: {line.Text}"))
            : null;
    }
}

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

/// <summary>
/// Where a report lies: a path relative to the dataset's root, and for a record or an archive member the range of bytes to read
/// (for a member from its local header on, with room for that).
/// </summary>
public sealed record ReportReference(string Path, ReportForm Form = ReportForm.Text, long Offset = 0, int Length = 0);
