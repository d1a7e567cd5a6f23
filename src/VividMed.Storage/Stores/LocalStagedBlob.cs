namespace VividMed.Storage.Stores;

/// <summary>A file that waits for its name, flushed to the disk before it gets it.</summary>
/// <param name="folder">Made where it is missing.</param>
/// <param name="place">What the store is called in messages.</param>
/// <param name="tryMove">Takes the flushed file and the name it is to have; false where the name is taken.</param>
internal sealed class LocalStagedBlob(string folder, string place, Func<string, string, CancellationToken, Task<bool>> tryMove) : IStagedBlob
{
    private const int BufferSize = 1 << 18;

    /// <summary>No upload takes so long; what is older was left behind by a killed process.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(24);

    private readonly StoreFile _file = Create(folder, place);
    private bool _published;

    public Stream Content => _file;

    public async Task<bool> TryPublishAsync(string name, CancellationToken cancellationToken = default)
    {
        if (_published) throw new InvalidOperationException("Staged content is published once.");
        await _file.FlushToDiskAsync(cancellationToken);
        _published = await tryMove(_file.Name, name, cancellationToken);
        if (_published) await _file.DisposeAsync();
        return _published;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        finally
        {
            // On a full disk closing fails too, and just then nothing may be left.
            if (!_published) File.Delete(_file.Name);
        }
    }

    /// <summary>Deletes what has been lying in a staging folder since yesterday; a folder that is not there is no trouble.</summary>
    public static void ClearStale(string folder)
    {
        if (!Directory.Exists(folder)) return;
        var before = DateTime.UtcNow - Stale;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before)) file.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // What is left costs space and nothing else; a store that may only be read is opened all the same.
        }
    }

    private static StoreFile Create(string folder, string place)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = BufferSize,
        };
        try
        {
            Directory.CreateDirectory(folder);
            return StoreFile.Open(Path.Combine(folder, $"{Guid.NewGuid():N}.tmp"), options, place);
        }
        catch (Exception failure) when (FileFault.Explain(failure, place) is not null)
        {
            throw FileFault.Explain(failure, place)!;
        }
    }
}
