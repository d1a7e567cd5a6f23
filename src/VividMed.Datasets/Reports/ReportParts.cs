using System.Text;
using VividMed.Storage.Streams;

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

    /// <summary>By which a text that was made of columns is known; one that could not be made has one too.</summary>
    public static string DigestOf(string? text) => Sha256.Of(Encoding.UTF8.GetBytes(text ?? ""));
}
