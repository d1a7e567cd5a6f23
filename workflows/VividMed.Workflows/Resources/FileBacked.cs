using System.Collections.Concurrent;

namespace VividMed.Workflows.Resources;

/// <summary>
/// Values read from files, or from the files of a folder, once for each state of them: a file that changes under a worker that lives for
/// weeks is read again. A failure is not kept.
/// </summary>
internal sealed class FileBacked<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (string State, Lazy<TValue> Value)> _known = new();

    /// <param name="paths">The files and folders that the value is read from.</param>
    public TValue Get(TKey key, IEnumerable<string> paths, Func<TKey, TValue> read)
    {
        var state = string.Join('\n', paths.Select(StateOf));
        var fresh = new Lazy<TValue>(() => read(key), LazyThreadSafetyMode.PublicationOnly);
        return _known.AddOrUpdate(key, (state, fresh), (_, known) => known.State == state ? known : (state, fresh)).Value.Value;
    }

    /// <summary>Names, lengths and times.</summary>
    private static string StateOf(string path)
    {
        IEnumerable<FileInfo> files = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(static file => file.FullName, StringComparer.Ordinal)
            : [new FileInfo(path)];
        return string.Join('\n', files.Where(static file => file.Exists).Select(static file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
    }
}
