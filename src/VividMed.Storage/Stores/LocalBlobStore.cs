using System.Runtime.CompilerServices;
using VividMed.Storage.Streams;

namespace VividMed.Storage.Stores;

/// <summary>
/// Blobs as files of a folder. A blob appears whole or not at all: content goes to a dotted file beside its place, is flushed
/// to the disk and then moved to its name, one writer at a time. The ETag is the file's time and length; replacing always moves the time
/// on. Unlike in a container, a name cannot be the folder of another one.
/// </summary>
public sealed class LocalBlobStore : IBlobStore
{
    private const int BufferSize = 1 << 18;

    /// <summary>Below what .NET takes for a large object: such are only given back by the dearest of collections.</summary>
    private const int ReadBuffer = 80 << 10;

    /// <summary>Between two looks at a taken lock: short at first, for most writers are quick.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private static readonly FileStreamOptions StagedFile =
        new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 };
    private static readonly FileStreamOptions LockFile =
        new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };

    private readonly string _root;

    private string StagingFolder => Path.Combine(_root, ".staged");

    /// <summary>Makes the folder where it is missing, and clears what killed writers staged in it long ago.</summary>
    /// <exception cref="StorageException"><c>not-writable</c> or <c>disk-full</c>: there can be no such folder.</exception>
    public LocalBlobStore(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        MakeFolder(_root);
        LocalStagedBlob.ClearStale(StagingFolder);
    }

    /// <summary>The folder's full path.</summary>
    public string DisplayName => _root;

    /// <summary>What the folder's disk has left for this user; null where the system does not tell.</summary>
    public long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(_root).AvailableFreeSpace;
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>Waits for other writers of the name, also those of other processes.</summary>
    /// <exception cref="StorageException"><c>disk-full</c> or <c>not-writable</c>.</exception>
    public Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        TryCreateAsync(name, content, lasting: true, cancellationToken);

    /// <summary>Does not wait for the disk, which takes longer than all the rest.</summary>
    /// <exception cref="StorageException"><c>disk-full</c> or <c>not-writable</c>.</exception>
    public Task<bool> TryCreatePassingAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        TryCreateAsync(name, content, lasting: false, cancellationToken);

    private async Task<bool> TryCreateAsync(string name, Stream content, bool lasting, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path)) return false;
        var staged = await StageAsync(path, content, lasting, cancellationToken);
        try
        {
            return await TryMoveAsync(staged, path, cancellationToken);
        }
        finally
        {
            File.Delete(staged);
        }
    }

    /// <summary>In a dotted folder of the store, so that the move to the name is one step of the same file system.</summary>
    public Task<IStagedBlob> StageAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IStagedBlob>(new LocalStagedBlob(StagingFolder, _root, (staged, name, stop) =>
        {
            var path = PathOf(name);
            return TryMoveAsync(staged, path, stop);
        }));

    /// <summary>Looks at the ETag before the content is written and again before it takes the name.</summary>
    public async Task<string?> WriteAsync(
        string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        if (ifMatch is not null && ETagOf(new FileInfo(path)) != ifMatch) return null;
        var staged = await StageAsync(path, content, lasting: true, cancellationToken);
        try
        {
            await using var turn = await TakeTurnAsync(path, cancellationToken);
            var before = new FileInfo(path);
            if (ifMatch is not null && ETagOf(before) != ifMatch) return null;
            if (before.Exists && File.GetLastWriteTimeUtc(staged) <= before.LastWriteTimeUtc)
            {
                // Two writes may fall into one tick of the file system's clock; their ETags must differ all the same.
                File.SetLastWriteTimeUtc(staged, before.LastWriteTimeUtc.AddTicks(1));
            }

            var etag = ETagOf(new FileInfo(staged));
            File.Move(staged, path, overwrite: true);
            return etag;
        }
        finally
        {
            File.Delete(staged);
        }
    }

    /// <summary>What is replaced or deleted meanwhile is read on as it was; an offset behind the end gives an empty stream.</summary>
    public Task<Stream?> OpenReadAsync(string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        // Most caches are asked for what they lack, and an exception takes longer than a look.
        if (!File.Exists(path)) return Task.FromResult<Stream?>(null);
        try
        {
            var file = Open(path);
            file.Position = Math.Min(offset, file.Length);
            return Task.FromResult<Stream?>(
                length is null ? file : new BoundedStream(file, Math.Min(length.Value, file.Length - file.Position)));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult(ETagOf(file) is { } etag ? new BlobProperties(file.Length, etag) : null);
    }

    /// <summary>Folder by folder as it is read; what is written meanwhile may be missed.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var folder = BlobName.CheckPrefix(prefix)[..(prefix.LastIndexOf('/') + 1)];
        foreach (var name in Walk(new DirectoryInfo(Path.Combine(_root, folder)), folder, prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask;
    }

    /// <summary>Asks the file system for every name, which <see cref="ListAsync"/> does not.</summary>
    public async IAsyncEnumerable<BlobEntry> ListEntriesAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var name in ListAsync(prefix, cancellationToken))
        {
            // What another process deletes meanwhile is no longer there to be listed.
            if (new FileInfo(PathOf(name)) is { Exists: true } file)
            {
                yield return new BlobEntry(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
            }
        }
    }

    /// <summary>Waits for other writers of the name; a folder that held nothing else goes with it.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) return false;
        await using var turn = await TakeTurnAsync(path, cancellationToken);
        if (!File.Exists(path)) return false;
        File.Delete(path);
        DropEmptyFolders(path);
        return true;
    }

    /// <summary>Half-written files beside their places and in the staging folder, those of writers at work among them: their times tell.</summary>
    public IAsyncEnumerable<BlobEntry> ListLeftoversAsync(CancellationToken cancellationToken = default) =>
        LocalLeftovers.Find(_root).ToAsyncEnumerable();

    public Task<bool> DeleteLeftoverAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(LocalLeftovers.Delete(_root, name));

    /// <summary>Folders sort as if they ended in '/', so depth-first order is the ordinal order of the whole names.</summary>
    private static IEnumerable<string> Walk(DirectoryInfo folder, string at, string prefix)
    {
        if (!folder.Exists) return [];
        return folder.EnumerateFileSystemInfos()
            .Where(static entry => entry.Name[0] != '.')
            .Select(entry => (Entry: entry, Name: at + entry.Name + (entry is DirectoryInfo ? "/" : "")))
            .Where(child => child.Name.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(static child => child.Name, StringComparer.Ordinal)
            .SelectMany(child => child.Entry is DirectoryInfo sub ? Walk(sub, child.Name, prefix) : [child.Name]);
    }

    /// <summary>With a buffer of no more than the file needs: most files are small.</summary>
    private static FileStream Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
        try
        {
            return new FileStream(file, FileAccess.Read, (int)Math.Clamp(RandomAccess.GetLength(file), 1, ReadBuffer), isAsync: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private async Task<string> StageAsync(string path, Stream content, bool lasting, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var staged = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            await using var file = InFolder(folder, () => StoreFile.Open(staged, StagedFile, _root));
            await content.CopyToAsync(file, BufferSize, cancellationToken);
            if (lasting) await file.FlushToDiskAsync(cancellationToken);
            return staged;
        }
        catch
        {
            File.Delete(staged);
            throw;
        }
    }

    private void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (FileFault.Explain(failure, _root) is not null)
        {
            throw FileFault.Explain(failure, _root)!;
        }
    }

    private async Task<bool> TryMoveAsync(string staged, string path, CancellationToken cancellationToken)
    {
        // .NET looks for the target before it renames, so a move "without overwrite" still lets two racing writers win.
        await using var turn = await TakeTurnAsync(path, cancellationToken);
        if (File.Exists(path)) return false;
        return InFolder(Path.GetDirectoryName(path)!, () =>
        {
            File.Move(staged, path, overwrite: false);
            return true;
        });
    }

    /// <summary>Makes the folder and acts in it; once more where another process takes the folder away in between, for it was empty.</summary>
    private T InFolder<T>(string folder, Func<T> act)
    {
        const int tries = 16;
        for (var attempt = 1; ; attempt++)
        {
            MakeFolder(folder);
            try
            {
                return act();
            }
            catch (DirectoryNotFoundException) when (attempt < tries && !Directory.Exists(folder))
            {
            }
        }
    }

    private void DropEmptyFolders(string path)
    {
        try
        {
            for (var folder = Path.GetDirectoryName(path)!; folder.Length > _root.Length; folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // It holds something still, or another process was here first.
        }
    }

    /// <summary>One writer at a time and name, across processes too: an exclusive lock on one of 256 dotted files.</summary>
    private async Task<StoreFile> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_root, ".locks");
        MakeFolder(folder);
        var file = Path.Combine(folder, Sha256.Of(System.Text.Encoding.UTF8.GetBytes(path))[..2]);
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : pause)
        {
            try
            {
                return StoreFile.Open(file, LockFile, _root);
            }
            catch (IOException taken) when (FileFault.IsTaken(taken))
            {
                await Task.Delay(pause, cancellationToken);
            }
        }
    }

    private static string? ETagOf(FileInfo file) => file.Exists ? $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"" : null;

    private string PathOf(string name) => Path.Combine(_root, BlobName.Check(name));
}
