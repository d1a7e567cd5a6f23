using VividMed.Storage.Stores;

namespace VividMed.Cli.Hosting.States;

/// <summary>
/// Only one process serves a state file. The operating system frees the lock when its holder dies, so whoever gets it is the state's owner, and
/// whatever an earlier one left beside it is stale.
/// </summary>
internal sealed class StateLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or null when another process holds it.</summary>
    /// <exception cref="StorageException">There can be no such file: the disk is full, or the folder may not be written.</exception>
    /// <exception cref="CliException">Locks do not hold there.</exception>
    public static StateLock? TryTake(string stateFile, FileSystems? systems = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(stateFile))!;
        FileStream? file = null;
        try
        {
            (systems ?? FileSystems.OfThisMachine).Check(folder);
            Directory.CreateDirectory(folder);
            file = new FileStream(stateFile + ".owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            FileSystems.CheckHeld(file, folder);
            return new StateLock(file);
        }
        catch (IOException taken) when (FileFault.IsTaken(taken))
        {
            return null;
        }
        catch (CliException)
        {
            file?.Dispose();
            throw;
        }
        catch (Exception failure) when (FileFault.Explain(failure, folder) is not null)
        {
            throw FileFault.Explain(failure, folder)!;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
