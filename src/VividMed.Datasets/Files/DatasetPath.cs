namespace VividMed.Datasets;

/// <summary>Which paths a table may name: relative ones that stay below the dataset's root.</summary>
public static class DatasetPath
{
    /// <summary>The path itself, without a leading "./".</summary>
    /// <exception cref="DatasetException">The path leads out of the root.</exception>
    public static string Check(string path)
    {
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        var bad = path.Length is 0 or > 1000 || path[0] == '/' || path.AsSpan().ContainsAny('\0', '\\') || path.Contains(':', StringComparison.Ordinal) || HasDots(path);
        return bad ? throw new DatasetException("path-outside-root", "a table names a path that leads out of the dataset's folder: the table is damaged or not to be trusted") : path;
    }

    private static bool HasDots(ReadOnlySpan<char> path)
    {
        foreach (var segment in path.Split('/'))
        {
            if (path[segment] is ".." or "." or "") return true;
        }

        return false;
    }
}
