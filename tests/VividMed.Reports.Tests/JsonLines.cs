using System.Text.Json;

namespace VividMed.Reports.Tests;

/// <summary>Reads a file of one JSON object a line.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }
}
