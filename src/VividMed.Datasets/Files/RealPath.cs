namespace VividMed.Datasets.Files;

/// <summary>Where a path leads once every link on it is followed.</summary>
public static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without a link on it, whether there is something or not; null where links lead in a circle.</summary>
    /// <param name="path">A full path.</param>
    public static string? Of(string path)
    {
        var at = Path.GetPathRoot(path)!;
        var left = new Stack<string>();
        Push(left, path[at.Length..]);
        for (var links = 0; left.TryPop(out var name);)
        {
            if (name is "" or ".") continue;
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) at = Path.GetPathRoot(target)!;
            Push(left, Path.IsPathRooted(target) ? target[at.Length..] : target);
        }

        return at;
    }

    /// <summary>Whether a real path is the folder or lies in it.</summary>
    public static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static void Push(Stack<string> left, string path)
    {
        foreach (var name in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) left.Push(name);
    }
}
