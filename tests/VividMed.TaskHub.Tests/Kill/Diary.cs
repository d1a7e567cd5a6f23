namespace VividMed.TaskHub.Tests.Kill;

/// <summary>What worker processes have written down: a line for every activity that they carried out, as often as they did.</summary>
internal static class Diary
{
    public static List<string> Read(string folder) => [.. Directory.EnumerateFiles(folder).SelectMany(ReadLines)];

    private static IEnumerable<string> ReadLines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        // A line without its end is still being written.
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}
