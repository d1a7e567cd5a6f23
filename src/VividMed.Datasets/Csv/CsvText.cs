using System.IO.Compression;
using System.Text;

namespace VividMed.Datasets.Csv;

/// <summary>Writes CSV tables: a field is quoted only where it must be, lines end in a line feed.</summary>
public static class CsvText
{
    /// <summary>Compressed where the name ends in .gz.</summary>
    public static void Write(string path, string header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var text = new StringBuilder(header).Append('\n');
        foreach (var row in rows) text.AppendJoin(',', row.Select(Field)).Append('\n');
        using var file = File.Create(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
