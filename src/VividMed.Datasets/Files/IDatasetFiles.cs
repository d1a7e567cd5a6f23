namespace VividMed.Datasets.Files;

/// <summary>
/// The files of a dataset, wherever they lie: a folder or a container. Read only. Paths are relative to the root, use '/', and have
/// passed <see cref="DatasetPath.Check"/>.
/// </summary>
public interface IDatasetFiles
{
    /// <summary>What the place is called in messages; never a secret.</summary>
    string DisplayName { get; }

    /// <summary>
    /// Every file whose path begins with the prefix (which may end within a name), in no particular order. Names that begin with a dot are
    /// passed over.
    /// </summary>
    IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>The length of a file in bytes, or null when there is none.</summary>
    long? LengthOf(string path);

    /// <summary>
    /// Opens a file from an offset on (length null: to the end), or null when there is none. Image decoders read synchronously.
    /// </summary>
    Stream? OpenRead(string path, long offset = 0, long? length = null);

    /// <summary>As <see cref="OpenRead"/>, without holding a thread while the place answers.</summary>
    Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default);
}

/// <summary>A file of a dataset: its path relative to the root, with '/', and its length in bytes.</summary>
public readonly record struct DatasetFile(string Path, long Length);

/// <summary>Which paths a table may name: relative ones that stay below the dataset's root.</summary>
public static class DatasetPath
{
    /// <summary>The path itself, without a leading "./".</summary>
    /// <exception cref="DatasetException">The path leads out of the root.</exception>
    public static string Check(string path)
    {
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        var bad = path.Length is 0 or > 1000
            || path[0] == '/'
            || path.AsSpan().ContainsAny('\0', '\\')
            || path.Contains(':', StringComparison.Ordinal)
            || HasDots(path);
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
