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
    /// passed over. A link that leads out of the root comes as such, without what lies behind it, and so does one on the way to the prefix.
    /// </summary>
    IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>A file with its length and stamp, or null when there is none.</summary>
    DatasetFile? Find(string path);

    /// <summary>
    /// Opens a file from an offset on (length null: to the end), or null when there is none. Image decoders read synchronously.
    /// </summary>
    /// <exception cref="DatasetException"><c>link-outside-root</c> or <c>unreadable-file</c>.</exception>
    Stream? OpenRead(string path, long offset = 0, long? length = null);

    /// <summary>As <see cref="OpenRead"/>, without holding a thread while the place answers.</summary>
    Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default);
}

/// <summary>A file of a dataset: its path relative to the root, with '/', and its length in bytes.</summary>
/// <param name="Stamp">
/// The source's mark of the file's present state, which an edit changes: in a folder the modification time in ticks (UTC, decimal), in a
/// container the ETag without its quotes.
/// </param>
/// <param name="LeadsOut">A link, of a file or a folder, whose target lies outside the root: nothing is read through it.</param>
public readonly record struct DatasetFile(string Path, long Length, string Stamp = "", bool LeadsOut = false);

/// <summary>What is asked of single files.</summary>
public static class DatasetFiles
{
    /// <summary>The length of a file in bytes, or null when there is none.</summary>
    /// <exception cref="DatasetException"><c>link-outside-root</c>: it is there, behind a link that leads out of the root.</exception>
    public static long? LengthOf(this IDatasetFiles files, string path) =>
        files.Find(path) is { } file ? file.LeadsOut ? throw LinkOutsideRoot(path) : file.Length : null;

    internal static DatasetException LinkOutsideRoot(string path) => new(
        "link-outside-root",
        $"{path} is or lies behind a link that leads out of the dataset's folder: copy it there, mount it below the folder, or give the folder that holds both as --root");
}

/// <summary>Which paths a table may name: relative ones that stay below the dataset's root.</summary>
public static class DatasetPath
{
    /// <summary>The path itself, without a leading "./".</summary>
    /// <param name="table">What names the path; null where no table does.</param>
    /// <exception cref="DatasetException">The path leads out of the root.</exception>
    public static string Check(string path, string? table = null, int line = 0)
    {
        if (path.StartsWith("./", StringComparison.Ordinal)) path = path[2..];
        var bad = path.Length is 0 or > 1000
            || path[0] == '/'
            || path.AsSpan().ContainsAny('\0', '\\')
            || path.Contains(':', StringComparison.Ordinal)
            || HasDots(path);
        return bad ? throw new DatasetException("path-outside-root", $"{(table is null ? "a table" : $"{table}, line {line},")} names a path that leads out of the dataset's folder, or none: paths are below that folder, with / between their parts and without .. or :") : path;
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
