using System.Globalization;
using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using VividMed.Storage.Streams;

namespace VividMed.Datasets.Files;

/// <summary>
/// A dataset in a folder, which may be a link itself. Links within it are followed; through one that leads out of it nothing is read.
/// </summary>
public sealed class LocalDatasetFiles : IDatasetFiles
{
    private const int BufferSize = 1 << 16;
    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, MaxRecursionDepth = 32, IgnoreInaccessible = false };
    private readonly string _root;
    private readonly string _realRoot;

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    public LocalDatasetFiles(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!Directory.Exists(_root)) throw new DatasetException("missing-root", $"the dataset's folder {root} does not exist");
        _realRoot = RealPath.Of(_root)!;
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

    public DatasetFile? Find(string path)
    {
        var full = Full(path);
        if (LinkOutOn(path) is not null) return new DatasetFile(path, 0, LeadsOut: true);
        var real = new FileInfo(full).LinkTarget is null ? full : RealPath.Of(full);
        return real is not null && new FileInfo(real) is { Exists: true } file ? Describe(path, file) : null;
    }

    /// <summary>From an offset behind the end an empty stream; the caller disposes it.</summary>
    public Stream? OpenRead(string path, long offset = 0, long? length = null)
    {
        var full = Full(path);
        if (LinkOutOn(path) is { } link) throw DatasetFiles.LinkOutsideRoot(link);
        try
        {
            var file = new FileStream(
                full, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, (int)Math.Clamp(length ?? BufferSize, 1, BufferSize), FileOptions.SequentialScan);
            if (offset > 0) file.Position = Math.Min(offset, file.Length);
            var source = new SourceStream(file, path);
            return length is { } most ? new BoundedStream(source, most) : source;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw SourceStream.Unreadable(path, failure);
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
        if (LinkOutOn(folder) is { } link) return [new DatasetFile(link, 0, LeadsOut: true)];
        if (!Directory.Exists(top)) return [];
        var links = new LinkedEntries(_root, _realRoot);
        return new FileSystemEnumerable<DatasetFile>(top, (ref FileSystemEntry entry) => Describe(ref entry, links), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => Wanted(ref entry, start)
                && (LinkedEntries.IsLink(ref entry) ? links.Judge(ref entry).Kind is LinkKind.File or LinkKind.Outside : !entry.IsDirectory),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => Wanted(ref entry, start)
                && (!LinkedEntries.IsLink(ref entry) || links.Judge(ref entry).Kind == LinkKind.Folder),
        };
    }

    private static bool Wanted(ref FileSystemEntry entry, string start) =>
        entry.FileName[0] != '.' && (entry.Directory.Length > entry.RootDirectory.Length || entry.FileName.StartsWith(start));

    private DatasetFile Describe(ref FileSystemEntry entry, LinkedEntries links)
    {
        var path = Relative(ref entry);
        if (!LinkedEntries.IsLink(ref entry)) return new DatasetFile(path, entry.Length, StampOf(entry.LastWriteTimeUtc.UtcTicks));
        var (kind, target) = links.Judge(ref entry);
        return kind == LinkKind.Outside ? new DatasetFile(path, 0, LeadsOut: true) : Describe(path, new FileInfo(target));
    }

    private static DatasetFile Describe(string path, FileInfo file) =>
        file.Exists ? new DatasetFile(path, file.Length, StampOf(file.LastWriteTimeUtc.Ticks)) : new DatasetFile(path, 0);

    private static string StampOf(long modified) => modified.ToString(CultureInfo.InvariantCulture);

    private string Relative(ref FileSystemEntry entry)
    {
        var folder = entry.Directory.Length > _root.Length ? entry.Directory[(_root.Length + 1)..] : default;
        var path = folder.IsEmpty ? entry.FileName.ToString() : string.Concat(folder, "/", entry.FileName);
        return Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The part of the path, from the root to a link, that leads out of the root; null where none does.</summary>
    private string? LinkOutOn(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); ; end = path.IndexOf('/', end + 1))
        {
            var part = end < 0 ? path : path[..end];
            if (part.Length > 0 && new FileInfo(Path.Combine(_root, part)).LinkTarget is not null
                && RealPath.Of(Path.Combine(_root, part)) is { } real && !RealPath.IsWithin(real, _realRoot))
            {
                return part;
            }

            if (end < 0) return null;
        }
    }

    private string Full(string path) => Path.Combine(_root, DatasetPath.Check(path));
}
