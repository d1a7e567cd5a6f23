using VividMed.Storage.Stores;

namespace VividMed.Cli.Hosting;

/// <summary>
/// Only one process serves a state file. The holder leaves its hub's address beside the file, so that other commands
/// on the same output can ask the living hub instead. The operating system frees the lock when the holder dies.
/// </summary>
internal sealed class StateLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or null when another process holds it.</summary>
    /// <exception cref="StorageException">There can be no such file: the disk is full, or the folder may not be written.</exception>
    public static StateLock? TryTake(string stateFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(stateFile))!;
        try
        {
            Directory.CreateDirectory(folder);
            return new StateLock(new FileStream(stateFile + ".owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (FileFault.IsTaken(taken))
        {
            return null;
        }
        catch (Exception failure) when (FileFault.Explain(failure, folder) is not null)
        {
            throw FileFault.Explain(failure, folder)!;
        }
    }

    public static Task AnnounceAsync(string stateFile, string address, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(stateFile + ".address", address, cancellationToken);

    /// <summary>The address that the holder announced, or null when it has not yet.</summary>
    public static string? Announced(string stateFile) =>
        File.Exists(stateFile + ".address") ? File.ReadAllText(stateFile + ".address") : null;

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
