namespace VividMed.Workflows;

/// <summary>A hand-made list of study ids: one a line, blank lines and lines that begin with # are passed over.</summary>
public static class StudyIds
{
    public static HashSet<string> Read(string file) =>
        File.ReadLines(file)
            .Select(line => line.Trim().TrimStart('\uFEFF'))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToHashSet(StringComparer.Ordinal);
}
