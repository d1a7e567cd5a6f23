using System.Text.Json;
using Microsoft.VisualBasic.FileIO;
using VividMed.Reports;

namespace VividMed.Evaluation.Reports;

/// <summary>
/// Reads gold files row by row: JSON lines, or tables with a header parted by commas (.csv) or tabs (.tsv, .txt). See
/// <see cref="GoldRow"/> for the names that columns and members may have.
/// </summary>
public static class GoldFile
{
    private const int LongestLine = 4 * ReportTagger.MaximumCharacters;

    /// <exception cref="ReportException"><c>bad-gold</c>: the file is of no known kind, a row is broken, or no text or label is found.
    /// Names file and row, never text.</exception>
    public static IEnumerable<GoldReport> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".json" or ".ndjson" => ReadLines(path),
        ".csv" => ReadTable(path, ","),
        ".tsv" or ".txt" => ReadTable(path, "\t"),
        var other => throw Bad(path, $"the ending '{other}' is none of .jsonl, .csv, .tsv and .txt"),
    };

    private static IEnumerable<GoldReport> ReadLines(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (line.Length > LongestLine) throw Bad(path, $"line {number} has more than {LongestLine} characters");
            var row = new GoldRow(number);
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind != JsonValueKind.Object) throw Bad(path, $"line {number} is no JSON object");
                row.Add(document.RootElement);
            }
            catch (JsonException reason)
            {
                throw Bad(path, $"line {number} is no JSON object", reason);
            }

            yield return Checked(path, $"line {number}", row);
        }
    }

    private static IEnumerable<GoldReport> ReadTable(string path, string delimiter)
    {
        using var parser = new TextFieldParser(path) { TextFieldType = FieldType.Delimited, HasFieldsEnclosedInQuotes = delimiter == ",", TrimWhiteSpace = false };
        parser.SetDelimiters(delimiter);
        var header = Fields(parser, path) ?? throw Bad(path, "it is empty");
        for (var number = 2; Fields(parser, path) is { } fields; number++)
        {
            if (fields.Length != header.Length) throw Bad(path, $"row {number} has {fields.Length} fields, the header {header.Length}");
            var row = new GoldRow(number);
            for (var i = 0; i < fields.Length; i++) row.Add(header[i], fields[i]);
            yield return Checked(path, $"row {number}", row);
        }
    }

    private static GoldReport Checked(string path, string where, GoldRow row)
    {
        var report = row.ToReport() ?? throw Bad(path, $"{where} {row.Lack()}");
        return report.Mentions.Select(mention => mention.FindProblem(report.Text)).FirstOrDefault(static problem => problem is not null) is { } wrong
            ? throw Bad(path, $"{where}: {wrong}")
            : report;
    }

    private static string[]? Fields(TextFieldParser parser, string path)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException reason)
        {
            throw Bad(path, $"the row at line {reason.LineNumber} has a quote that does not close", reason);
        }
    }

    private static ReportException Bad(string path, string why, Exception? inner = null) =>
        new("bad-gold", $"{Path.GetFileName(path)}: {why}.", inner);
}
