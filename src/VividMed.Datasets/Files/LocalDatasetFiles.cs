using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Files;

/// <summary>A dataset in a folder. Folders that are symbolic links are followed.</summary>
public sealed class LocalDatasetFiles : IDatasetFiles
{
    private const int BufferSize = 1 << 16;
    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, MaxRecursionDepth = 32, IgnoreInaccessible = false };
    private readonly string _root;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public LocalDatasetFiles(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(_root)) throw new DatasetException("missing-root", $"the dataset's folder {root} does not exist");
    }

    /// <summary>The folder's full path.</summary>
    public string DisplayName => _root;

    /// <summary>Walks only the folder that the prefix lies in, up to 32 levels below it.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public async IAsyncEnumerable<DatasetFile> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in Walk(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }

        await Task.CompletedTask;
    }

    public long? LengthOf(string path) => new FileInfo(Full(path)) is { Exists: true } file ? file.Length : null;

    /// <summary>From an offset behind the end an empty stream; the caller disposes it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public Stream? OpenRead(string path, long offset = 0, long? length = null)
    {
        try
        {
            var file = new FileStream(
                Full(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan);
            if (offset > 0) file.Position = Math.Min(offset, file.Length);
            return length is { } most ? new BoundedStream(file, most) : file;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="OpenRead"/>, done when it returns: a folder answers at once.</summary>
    public Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(OpenRead(path, offset, length));

    private IEnumerable<DatasetFile> Walk(string prefix)
    {
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        var start = prefix[folder.Length..];
        var top = folder.Length == 0 ? _root : Full(folder.TrimEnd('/'));
        if (!Directory.Exists(top)) return [];
        return new FileSystemEnumerable<DatasetFile>(
            top, (ref FileSystemEntry entry) => new DatasetFile(Relative(ref entry), entry.Length), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && Wanted(ref entry, start),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => Wanted(ref entry, start),
        };
    }

    private static bool Wanted(ref FileSystemEntry entry, string start) =>
        entry.FileName[0] != '.' && (entry.Directory.Length > entry.RootDirectory.Length || entry.FileName.StartsWith(start));

    private string Relative(ref FileSystemEntry entry)
    {
        var folder = entry.Directory.Length > _root.Length ? entry.Directory[(_root.Length + 1)..] : default;
        var path = folder.IsEmpty ? entry.FileName.ToString() : string.Concat(folder, "/", entry.FileName);
        return Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
    }

    private string Full(string path) => Path.Combine(_root, DatasetPath.Check(path));
}
